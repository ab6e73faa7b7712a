// What became of the handler that was last asked for, in a sentence; beside the pane as a notice, where the pane is not open.
import { type ReactNode, useSyncExternalStore } from 'react';
import type { Messages } from '../../view/messages/messages.ts';
import { useMessages, useStores } from '../playground-context.ts';
import type { HandlerStatus, HandlersState } from './handlers.ts';

export function useHandlers(): HandlersState {
  const { handlers } = useStores();
  return useSyncExternalStore(handlers.subscribe, handlers.get);
}

/** Null when there is nothing to say. */
export function statusText({ handler: words }: Messages, status: HandlerStatus): string | null {
  switch (status.type) {
    case 'idle':
      return null;
    case 'trying':
      return words.trying;
    case 'mistake':
      return words.mistake(status.line, status.column, status.message);
    case 'silent':
      return words.silent(status.ms / 1000);
    case 'failed':
      return words.broken(status.why);
  }
}

export function HandlerNotice(): ReactNode {
  const messages = useMessages();
  const { isShown, status } = useHandlers();
  const text = isShown || status.type === 'trying' ? null : statusText(messages, status);
  if (text === null) return null;
  return (
    <p className="notice" role="status">
      {messages.handler.title}: {text}
    </p>
  );
}
