// Sharing: the link to this place, files of the whole run, and opening what somebody else has shared.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { EXPORTS, type Export, POD_EXPORTS } from '../../view/messages/share-words.ts';
import { addressOf } from '../../view/share/handed-on.ts';
import { useMessages, useStores } from '../playground-context.ts';
import { exportRun } from './export-run.ts';
import { openHandedIn } from './open-handed-in.ts';

export function ShareDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { share, web } = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // What was done last, for all parts of the dialog.
  const [said, say] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog className="menu share" ref={dialog} aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id}>{share.title}</h2>
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          {web.close} <kbd>Esc</kbd>
        </button>
      </header>
      <div className="share-parts">
        <LinkPart say={say} />
        <ExportPart say={say} />
        <OpenPart say={say} onOpened={() => dialog.current?.close()} />
        <p role="status" className="share-said">
          {said}
        </p>
      </div>
    </dialog>
  );
}

interface PartProps {
  readonly say: (said: string) => void;
}

function LinkPart({ say }: PartProps): ReactNode {
  const { share } = useMessages();
  const { session } = useStores();
  const field = useRef<HTMLInputElement>(null);
  // Null: there is none; empty: it is being made.
  const [link, setLink] = useState<string | null>('');
  useEffect(() => {
    let isWanted = true;
    void addressOf(session.place(), location.href).then((made) => isWanted && setLink(made));
    return () => {
      isWanted = false;
    };
  }, [session]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link ?? '');
      say(share.copied);
    } catch {
      field.current?.select();
      say(share.copyYourself);
    }
  };
  if (link === null) return <p>{share.tooLong}</p>;
  return (
    <section>
      <h3>{share.link}</h3>
      <p>{share.linkHelp}</p>
      <div className="share-row">
        <input ref={field} className="share-link" type="text" readOnly aria-label={share.link} value={link} />
        <button type="button" className="primary" disabled={link === ''} onClick={copy}>
          {share.copy}
        </button>
      </div>
    </section>
  );
}

function ExportPart({ say }: PartProps): ReactNode {
  const { share } = useMessages();
  const { session } = useStores();
  const isPod = session.place().model.system === null;
  const save = async (format: Export): Promise<void> => {
    say(share.making);
    try {
      say(share.saved(await exportRun(session, format)));
    } catch (error) {
      say(share.failed(error instanceof Error ? error.message : String(error)));
    }
  };
  return (
    <section>
      <h3>{share.exports}</h3>
      <ul className="share-exports">
        {EXPORTS.filter((format) => isPod || !POD_EXPORTS.includes(format)).map((format) => (
          <li key={format}>
            <button type="button" onClick={() => save(format)}>
              {share.formats[format].name}
            </button>{' '}
            {share.formats[format].help}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Bytes of a file that is read at all: a page with a run in it is the largest. */
const FILE_MAX = 16 * 1024 * 1024;

function OpenPart({ say, onOpened }: PartProps & { readonly onOpened: () => void }): ReactNode {
  const { share } = useMessages();
  const stores = useStores();
  const [text, setText] = useState('');
  const open = async (given: string): Promise<void> => {
    const said = await openHandedIn(given, stores);
    if (said === null) onOpened();
    else say(said);
  };
  const openFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > FILE_MAX) say(share.problems['too-big']);
    else await open(await file.text());
  };
  return (
    <section>
      <h3>{share.open}</h3>
      <p>{share.openHelp}</p>
      <div className="share-row">
        <input
          type="text"
          className="share-given"
          aria-label={share.open}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key }) => key === 'Enter' && void open(text)}
        />
        <button type="button" onClick={() => open(text)}>
          {share.openButton}
        </button>
      </div>
      <label className="share-file">
        {share.file}{' '}
        <input type="file" accept=".json,.html,.txt" onChange={({ target }) => openFile(target.files?.[0])} />
      </label>
    </section>
  );
}
