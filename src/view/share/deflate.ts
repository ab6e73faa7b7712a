// Text as few bytes and back (DEFLATE, RFC 1951), by the platform's own Compression Streams.
//
// What is inflated is bounded while it grows: a few bytes can stand for gigabytes.

/** The bytes of a text, deflated. */
export async function deflate(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export type Inflated = { readonly text: string } | 'damaged' | 'too-big';

/** The text of deflated bytes, unless it is longer than `bytesMax` bytes of UTF-8. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>, bytesMax: number): Promise<Inflated> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode() };
      read += value.byteLength;
      if (read > bytesMax) {
        await reader.cancel();
        return 'too-big';
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return 'damaged';
  }
}
