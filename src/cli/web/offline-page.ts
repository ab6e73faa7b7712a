// The page that plays one run without network, put together when the page is built: one script and one style, both inside.
//
// Its Content-Security-Policy names the digests of the two: nothing else runs, nothing is asked of anybody. Threads come
// from a blob of the same script. Sources: CSP Level 3 (hash-source), HTML ("restrictions for contents of script elements").
import { createHash } from 'node:crypto';
import { RECORD_ELEMENT } from '../../view/share/link-form.ts';

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The text of a script in a form that cannot end its element. */
function inElement(script: string): string {
  return script.replaceAll(/<(?=\/script|script|!--)/gi, '\\x3c');
}

/** The whole file, with an empty place for the run. */
export function offlinePage(code: string, style: string): string {
  const script = inElement(code);
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    'worker-src blob:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>reload-sim</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>reload-sim runs in your browser and needs JavaScript.</noscript>
<script type="application/json" id="${RECORD_ELEMENT}"></script>
<script>${script}</script>
</body>
</html>
`;
}
