// The thread in which handlers run: it tries one out, or answers what an oracle is asked about one, and is ended by the page
// when it takes too long.
import { compile } from '../../handler/compile.ts';
import { loadEngine } from '../../handler/load-engine.ts';
import { answer } from '../../view/answering.ts';
import type { HandlerNews, HandlerRequest } from '../../view/handler-thread.ts';
import { handlerSource, tryOut } from '../../view/own-handler.ts';

const tell = (news: HandlerNews): void => self.postMessage(news);

self.addEventListener('message', ({ data }: MessageEvent<HandlerRequest>) => {
  // A rejected promise is no error that the page would hear of.
  carryOut(data).catch((problem: unknown) => tell({ type: 'failed', why: String(problem) }));
});

async function carryOut(asked: HandlerRequest): Promise<void> {
  if (asked.type === 'try') {
    const compiled = compile(handlerSource(asked.simulation) ?? '');
    if ('message' in compiled) return tell({ type: 'mistake', ...compiled });
  }
  const engine = await loadEngine();
  tell({ type: 'ready' });
  if (asked.type === 'consult') return answer(asked.request, tell, engine);
  tryOut({ ...asked.simulation, engine });
  tell({ type: 'tried' });
}
