// What the page may load and who may use it: one policy, said by the server in headers and by the page itself.
//
// Everything comes from where the page came from; no script stands in the page, none is made of a text. Sources: CSP
// Level 3, Fetch (Cross-Origin-Resource-Policy), HTML (Cross-Origin-Opener-Policy).

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** Counts in headers only. */
const FRAME_POLICY = "frame-ancestors 'self'";

const PAGE_POLICY = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

/** Headers of every answer. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `${PAGE_POLICY}; ${FRAME_POLICY}`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** The page with the policy as its first word. */
export function withPolicy(html: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />`;
  return html.replace('<head>', `<head>\n    ${meta}`);
}
