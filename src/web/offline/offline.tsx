// Entry of the file that plays one run without network. The same script is the oracle's thread: a page from file:// may
// start one only from what it has in itself.
//
// Leaves out: the editor, comparisons and handlers, which the served page has.
import { catalog as delivered } from 'virtual:catalog';
import { systemFor, withSystem, withSystems } from '../../handler/with-systems.ts';
import { answer } from '../../view/answering.ts';
import type { Consult } from '../../view/consulting.ts';
import { createSession } from '../../view/session.ts';
import { firstLanguage, loadMessages } from '../language.ts';
import type { PlaygroundStores } from '../playground-context.ts';
import { openingAsked } from '../share/asked.ts';
import { openLinks } from '../share/open-handed-in.ts';
import { start } from '../start.tsx';
import { createThemeStore } from '../theme.ts';
import '../styles/page.css';

/** Handlers need an engine, which this file does not have; systems are in it. */
const simulations = delivered.simulations.filter(({ scenario }) => scenario.app.strategy.handler === undefined);
const catalog = withSystems({ ...delivered, simulations });

type Request = Parameters<Consult>[0];

/** Nothing is edited here. */
const door: PlaygroundStores['door'] = {
  isOpen: () => false,
  mistakes: () => 0,
  set: () => {},
  subscribe: () => () => {},
  load: () => Promise.reject(new Error('the editor is not in this file')),
};

const idle = { isShown: false, status: { type: 'idle' } } as const;
const handlers: PlaygroundStores['handlers'] = { get: () => idle, subscribe: () => () => {}, show: () => {} };

function consultInBlob(script: string): Consult {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return (request, tell) => {
    const worker = new Worker(url, { name: 'oracle' });
    worker.onmessage = ({ data }: MessageEvent<Parameters<typeof tell>[0]>) => {
      tell(data);
      if (data.type === 'done' || data.type === 'failed') worker.terminate();
    };
    worker.onerror = ({ message }) => tell({ type: 'failed', why: message });
    worker.postMessage(request);
    return () => {
      worker.onmessage = null;
      worker.terminate();
    };
  };
}

async function startPage(script: string): Promise<void> {
  const theme = createThemeStore();
  const messages = await loadMessages(firstLanguage());
  const equip: PlaygroundStores['equip'] = async (simulation) => withSystem(simulation);
  const { opening, problem } = await openingAsked(catalog, messages, equip);
  const session = createSession({ catalog: () => catalog, ...opening }, messages);
  const shared = { session, catalog: () => catalog, isWhole: Promise.resolve(), equip };
  openLinks(shared);
  start({ ...shared, door, handlers, consult: consultInBlob(script), problem, theme });
}

if (typeof document === 'undefined') {
  self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
    answer(data, (news) => self.postMessage(news), systemFor(data.scenario));
  });
} else {
  void startPage(document.currentScript?.textContent ?? '');
}
