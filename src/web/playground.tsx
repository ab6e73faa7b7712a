// The page: what is played at the top, how it stands, the run in the lanes, under it what happened and what there is to do,
// the state, and what is told of it. The first three of these are in sight together (styles/layout.css).
import { type ReactNode, useEffect } from 'react';
import { AppPane } from './app-pane.tsx';
import { Branches } from './branches.tsx';
import { Choices } from './choices.tsx';
import { EditorNotice, EditorSlot } from './editor/editor-slot.tsx';
import { Extras } from './extras.tsx';
import { HandlerNotice } from './handler/handler-status.tsx';
import { Lanes } from './lanes/lanes.tsx';
import { Lights } from './lights.tsx';
import { MenuDialog } from './menu-dialog.tsx';
import { useFace, useMessages, useStores } from './playground-context.ts';
import { Queue } from './queue.tsx';
import { Requests } from './requests.tsx';
import { Stage } from './stage.tsx';
import { StatusLine } from './status-line.tsx';
import { ProcessesPane } from './system/processes-pane.tsx';
import { StatePane } from './system/state-pane.tsx';
import { TopBar } from './top-bar.tsx';
import { Transport } from './transport.tsx';
import { Verdicts } from './verdicts.tsx';
import { Volume } from './volume/volume.tsx';
import { Why } from './why.tsx';

/** Milliseconds between two steps of playing. */
const PLAY_STEP_MS = 900;

export function Playground({ problem }: { readonly problem: string | null }): ReactNode {
  const { web } = useMessages();
  const isSystem = useFace().view.system !== null;
  usePlaying();
  useTitle();
  return (
    <>
      <a className="skip" href="#choices">
        {web.skip}
      </a>
      <TopBar />
      <main className="page">
        {problem === null ? null : <p className="notice">{problem}</p>}
        <HandlerNotice />
        <EditorNotice />
        <StatusLine />
        <Lights />
        <Lanes />
        <Transport />
        <div className="columns">
          <div className="column column-now">
            <Why />
            <Choices />
          </div>
          <div className="column column-state">
            <Extras />
            {isSystem ? (
              <>
                <StatePane />
                <ProcessesPane />
              </>
            ) : (
              <>
                <Volume />
                <AppPane />
              </>
            )}
          </div>
          <div className="column column-told">
            {isSystem ? null : (
              <>
                <Queue />
                <Requests />
              </>
            )}
            <Verdicts />
            <Branches />
          </div>
        </div>
        <EditorSlot />
      </main>
      <MenuDialog />
      <Stage />
    </>
  );
}

/** A timer runs only while playing. */
function usePlaying(): void {
  const { isPlaying } = useFace().ui;
  const { face } = useStores();
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(face.tick, PLAY_STEP_MS);
    return () => clearInterval(timer);
  }, [face, isPlaying]);
}

function useTitle(): void {
  const { title } = useFace().view;
  const { web } = useMessages();
  useEffect(() => {
    document.title = web.title(title);
  }, [title, web]);
}
