import { describe, expect, test } from 'vitest';
import type { ActorEvent, Delivery } from '../../../src/actors/effects.ts';
import { createReaderMachine } from '../../../src/actors/watcher/reader-machine.ts';
import type { InotifyEvent } from '../../../src/kernel/system-call.ts';
import { drive } from '../transcript.ts';

const raw = (name: string): InotifyEvent => ({ wd: 1, mask: 0x100, cookie: 0, name });
const create = (name: string): Delivery => ({ channel: 'Events', event: { name, op: 'CREATE' } });
const overflow: Delivery = { channel: 'Errors', error: 'fsnotify: queue or buffer overflow' };
const opened: ActorEvent = { type: 'opened', instance: 1, tables: {} };
const batch = (...names: readonly string[]): ActorEvent => ({
  type: 'returned',
  result: { events: names.map(raw), bytes: 32 * names.length },
});
const translated = (...sends: readonly Delivery[]): ActorEvent => ({ type: 'translated', tables: {}, sends });
const sent: ActorEvent = { type: 'sent' };

describe('W30 the reader goroutine', () => {
  test('reads a batch and translates it record by record', () => {
    const reader = drive(createReaderMachine(65536));
    const lines = reader.give(opened, batch('a', 'b'), translated(create('a')), sent, translated(), batch('c'));
    expect([reader.line(), ...lines].map((line) => line.split(' ')[0])).toEqual([
      'translating',
      'reading',
      'translating',
      'blocked',
      'translating',
      'reading',
      'translating',
    ]);
    expect(lines[0]).toBe('reading inotify_read(1, 65536)');
  });
});

describe('W31 unbuffered channels', () => {
  test('blocks on every value in turn, whichever the channel', () => {
    const reader = drive(createReaderMachine(65536));
    reader.give(opened, batch('a'), translated(overflow, create('')));
    expect(reader.state().waiting).toEqual({ type: 'send', delivery: overflow });
    reader.give(sent);
    expect(reader.state().waiting).toEqual({ type: 'send', delivery: create('') });
    expect(reader.give(sent)).toEqual(['reading inotify_read(1, 65536)']);
  });
});

describe('W32 shared tables', () => {
  test('a change of the tables does not disturb what the reader is stopped at', () => {
    const reader = drive(createReaderMachine(65536));
    reader.give(opened, batch('a'), translated(create('a')));
    reader.give({ type: 'tables', tables: { wd: 2 } });
    expect(reader.state().waiting?.type).toBe('send');
    expect(reader.state().snapshot.context.tables).toEqual({ wd: 2 });
  });

  test('closing the watcher ends the reader, and it can be opened again', () => {
    const reader = drive(createReaderMachine(65536));
    reader.give(opened, batch('a'), translated(create('a')));
    expect(reader.give({ type: 'closed' }, opened)).toEqual(['closed', 'reading inotify_read(1, 65536)']);
  });
});
