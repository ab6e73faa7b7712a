// The thread in which the oracle of the page searches: one request, and its news one by one. Whoever no longer wants to
// know ends it.
import { answer } from '../view/answering.ts';

type Request = Parameters<typeof answer>[0];

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  answer(data, (news) => self.postMessage(news));
});
