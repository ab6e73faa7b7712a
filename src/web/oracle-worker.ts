// The thread in which the oracle of the page searches: one request, and its news one by one. Whoever no longer wants to
// know ends it.
import { loadSystem } from '../handler/load-system.ts';
import { answer } from '../view/answering.ts';

type Request = Parameters<typeof answer>[0];

const tell = (news: Parameters<Parameters<typeof answer>[1]>[0]): void => self.postMessage(news);

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  // A rejected promise is no error that the page would hear of.
  search(data).catch((problem: unknown) => tell({ type: 'failed', why: String(problem) }));
});

async function search(request: Request): Promise<void> {
  const { system } = request.scenario;
  answer(request, tell, system === undefined ? null : await loadSystem(system.name));
}
