// The page before a room: full screen, the run, the volume and the reasons alone and large, dark on request; or inside a
// slide (`?embed`), with nothing but lanes, transport and reasons. What is hidden and how large the rest is, is a matter
// of style (styles/stage.css): every part of the page stays as it is, so that leaving comes back to it.
import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import { useFace, useMessages, usePerform, useStores } from './playground-context.ts';

export function Stage(): ReactNode {
  const { stage } = useFace().ui;
  const { isEmbedded, face } = useStores();
  const { web } = useMessages();
  const perform = usePerform();
  useLayoutEffect(() => {
    document.documentElement.dataset.stage = stage === 'page' && isEmbedded ? 'embed' : stage;
  }, [stage, isEmbedded]);
  useFullScreen(stage !== 'page');
  if (stage === 'page') return null;
  if (stage === 'black') {
    return (
      <button type="button" className="stage-black" aria-label={web.stage.black} onClick={() => face.press('b')} />
    );
  }
  return (
    <button
      type="button"
      className="stage-leave quiet"
      onClick={() => perform({ type: 'command', command: 'present' })}
    >
      {web.stage.leave} <kbd>Esc</kbd>
    </button>
  );
}

/** Fills the screen while presenting, where the browser lets a page do so; leaving full screen ends presenting. */
function useFullScreen(isPresenting: boolean): void {
  const perform = usePerform();
  useEffect(() => {
    if (!isPresenting) return;
    void document.documentElement.requestFullscreen?.().catch(() => {
      // A frame that may not: it is as large as it is.
    });
    const onChange = (): void => {
      if (document.fullscreenElement === null) perform({ type: 'command', command: 'close' });
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [isPresenting, perform]);
}
