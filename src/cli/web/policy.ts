// What the page may load and who may use it: one policy, said by the server in headers and by the page itself.
//
// Everything comes from where the page came from; no script stands in the page, none is made of a text. WebAssembly may be
// compiled, which a handler's engine is, and gives no way to make a script of a text (wasm-unsafe-eval). Sources: CSP
// Level 3, Fetch (Cross-Origin-Resource-Policy), HTML (Cross-Origin-Opener-Policy).

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/**
 * Who may put the page into a frame: only pages of the same server. Counts in headers only. It is left out for `?embed`,
 * which is made for slides: `*` would not do, as it does not match a slide that is opened from a file.
 */
const FRAME_POLICY = "; frame-ancestors 'self'";

const PAGE_POLICY = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

/** Headers of every answer but the policy. */
const HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** Headers of the answer to a request for this path and query. */
export function securityHeaders(asked: string): Readonly<Record<string, string>> {
  const mayBeFramed = new URLSearchParams(asked.split('?')[1]).has('embed');
  return { 'Content-Security-Policy': `${PAGE_POLICY}${mayBeFramed ? '' : FRAME_POLICY}`, ...HEADERS };
}

/** The page with the policy as its first word. */
export function withPolicy(html: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />`;
  return html.replace('<head>', `<head>\n    ${meta}`);
}
