// The thread that reads texts for the editor: it has the YAML parser and the schemas, and may be ended at any time.
import { answerReading, type ReadRequest } from '../../view/editing/reading.ts';

interface Numbered {
  readonly number: number;
  readonly request: ReadRequest;
}

self.addEventListener('message', ({ data: { number, request } }: MessageEvent<Numbered>) => {
  self.postMessage({ number, answer: answerReading(request) });
});
