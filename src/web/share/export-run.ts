// Files of the whole run, made in the page and saved by the browser: nothing is sent anywhere.
import type { Export } from '../../view/messages/share-words.ts';
import type { Session } from '../../view/session.ts';
import { offlineTemplate } from './offline-template.ts';

const FILES: Readonly<Record<Export, { readonly extension: string; readonly type: string }>> = {
  svg: { extension: 'svg', type: 'image/svg+xml' },
  png: { extension: 'png', type: 'image/png' },
  html: { extension: 'html', type: 'text/html' },
  mermaid: { extension: 'mmd', type: 'text/plain' },
  json: { extension: 'json', type: 'application/json' },
  perfetto: { extension: 'perfetto.json', type: 'application/json' },
  otlp: { extension: 'otlp.json', type: 'application/json' },
};
/** Pixels of a PNG for one of the picture. */
const SCALE = 2;

/** Makes and saves a file; answers with its name. */
export async function exportRun(session: Session, format: Export): Promise<string> {
  const { extension, type } = FILES[format];
  const name = `${session.get().name.replaceAll(/[^\w.-]+/g, '-')}.${extension}`;
  save(name, new Blob([await contentOf(session, format)], { type }));
  return name;
}

async function contentOf(session: Session, format: Export): Promise<BlobPart> {
  const { exportText, offlineText, pictureOf } = await import('../../view/export/page-exports.ts');
  const place = session.place();
  const messages = session.messages();
  if (format === 'html') return offlineText(await offlineTemplate(), place);
  if (format === 'png') return toPng(pictureOf(messages, place, isDark() ? 'dark' : 'light'));
  return exportText(messages, place, format);
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}

async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: FILES.svg.type }));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)));
  });
}

/** Time that a browser needs to begin with a download. */
const SAVE_MS = 30_000;

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVE_MS);
}
