// Which file is open, and what can be done with it.
import { type ReactNode, useState } from 'react';
import { FILE_KINDS, type FileKind, kindOf, nameOf } from '../../view/editing/paths.ts';
import { useFace, useMessages } from '../playground-context.ts';
import type { EditorState } from './desk.ts';
import type { Editing } from './editing.ts';

export interface FileBarProps {
  readonly editing: Editing;
  readonly state: EditorState;
  /** Paths of what is delivered. */
  readonly delivered: readonly string[];
}

export function FileBar({ editing, state, delivered }: FileBarProps): ReactNode {
  const { editor } = useMessages();
  const { path, isOwn, own } = state;
  const tab = kindOf(path);
  const isSystem = useFace().view.system !== null;
  // A system has no strategy to be edited.
  const tabs = FILE_KINDS.filter((kind) => kind === tab || !(isSystem && kind === 'strategy'));
  const [isRenaming, setRenaming] = useState(false);
  const group = (label: string, paths: readonly string[], kind: FileKind): ReactNode => {
    const options = paths.filter((each) => kindOf(each) === kind);
    return options.length === 0 ? null : (
      <optgroup key={label} label={label}>
        {options.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </optgroup>
    );
  };
  return (
    <>
      <div className="file-bar">
        {tabs.map((kind) => (
          <button
            type="button"
            key={kind}
            aria-pressed={tab === kind}
            disabled={kind === 'strategy' && tab !== kind && !editing.hasStrategy()}
            onClick={() => editing.openPlayed(kind)}
          >
            {editor.tabs[kind]}
          </button>
        ))}
        <select aria-label={editor.file} value={path} onChange={({ target }) => editing.open(target.value)}>
          {FILE_KINDS.map((kind) => group(editor.own[kind], own, kind))}
          {FILE_KINDS.map((kind) => group(editor.delivered[kind], delivered, kind))}
        </select>
        {isOwn ? null : (
          <button type="button" className="primary" onClick={editing.files.copy}>
            {editor.copy}
          </button>
        )}
        <small>{isOwn ? editor.kept : editor.readOnly}</small>
      </div>
      <details className="file-more">
        <summary>{editor.more}</summary>
        <div className="file-bar">
          {FILE_KINDS.map((kind) => (
            <button type="button" key={kind} onClick={() => editing.files.create(kind)}>
              {editor.create[kind]}
            </button>
          ))}
          <button type="button" onClick={() => void editing.files.fromDisk()}>
            {editor.fromDisk}
          </button>
          <button type="button" onClick={() => void editing.files.toDisk()}>
            {editor.toDisk}
          </button>
          {isOwn ? (
            <>
              <button type="button" aria-expanded={isRenaming} onClick={() => setRenaming(!isRenaming)}>
                {editor.rename}
              </button>
              <button type="button" onClick={editing.files.remove}>
                {editor.remove}
              </button>
            </>
          ) : null}
        </div>
        {isOwn && isRenaming ? (
          <form
            className="file-bar"
            action={(data) => {
              if (editing.files.rename(String(data.get('name')).trim())) setRenaming(false);
            }}
          >
            <input name="name" aria-label={editor.newName} defaultValue={nameOf(path)} maxLength={60} required />
            <button type="submit">{editor.rename}</button>
          </form>
        ) : null}
      </details>
    </>
  );
}
