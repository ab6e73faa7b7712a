// Where the editor stands when it is open, and the button that opens it. The editor itself is loaded then.
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { useMessages, useStores } from '../playground-context.ts';

const Panel = lazy(() => import('./editor-panel.tsx').then(({ EditorPanel }) => ({ default: EditorPanel })));

function useIsOpen(): boolean {
  const { door } = useStores();
  return useSyncExternalStore(door.subscribe, door.isOpen);
}

export function EditorSlot(): ReactNode {
  return useIsOpen() ? (
    <Suspense fallback={<section className="pane pane-editor" aria-busy="true" />}>
      <Panel />
    </Suspense>
  ) : null;
}

/** Said while the editor is closed over a text with mistakes: what is seen is not what was written last. */
export function EditorNotice(): ReactNode {
  const { editor } = useMessages();
  const { door } = useStores();
  const isOpen = useIsOpen();
  const mistakes = useSyncExternalStore(door.subscribe, door.mistakes);
  if (isOpen || mistakes === 0) return null;
  return (
    <p className="notice" role="status">
      {editor.stale(mistakes)}{' '}
      <button type="button" onClick={() => door.set(true)}>
        {editor.backIn}
      </button>
    </p>
  );
}

export function EditorButton(): ReactNode {
  const { editor } = useMessages();
  const { door } = useStores();
  const isOpen = useIsOpen();
  return (
    <button
      type="button"
      className="edit"
      aria-pressed={isOpen}
      title={editor.openHelp}
      onClick={() => door.set(!isOpen)}
    >
      {editor.open}
    </button>
  );
}
