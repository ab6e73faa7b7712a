// The picture of a breaker: the centre, the client's state, what it serves and what lies on the disk.
import type { Moment, PictureRow } from '../system.ts';
import type { ClientContext } from './client-machine.ts';
import type { CentreState, CircuitBreakerConfig } from './schema.ts';
import type { CircuitBreakerShared, SnapshotFile } from './shared.ts';

/** Its words in one language. */
export interface PictureLabels {
  readonly rows: Readonly<Record<'centre' | 'holds' | 'breaker' | 'failures' | 'served' | 'file' | 'checksum', string>>;
  readonly centre: Readonly<Record<CentreState, string>>;
  readonly breaker: Readonly<Record<ClientContext['breaker'], string>>;
  readonly nothing: string;
  readonly missing: string;
  readonly dead: string;
  readonly ended: string;
  readonly file: Readonly<Record<'nothing' | 'half', string>>;
  readonly checksum: Readonly<Record<'fits' | 'wrong', string>>;
  /** A configuration by its number; 0 is what the snapshot was written with. */
  readonly config: (version: number) => string;
}

/** Draws it with these words. */
export function pictureOf(labels: PictureLabels) {
  const { rows, nothing } = labels;
  const named = (version: number | null): string => (version === null ? nothing : labels.config(version));
  return (config: CircuitBreakerConfig, { shared, processes }: Moment<CircuitBreakerShared>): readonly PictureRow[] => {
    const { centre, file, served, older, alive } = shared;
    const client = processes['@client'];
    const { breaker = 'closed', failures = 0 } = (client?.context ?? {}) as Partial<ClientContext>;
    const ended = client?.state === 'taskEnded';
    return [
      { label: rows.centre, value: labels.centre[centre.is], role: centre.is === 'well' ? 'good' : 'bad' },
      { label: rows.holds, value: named(centre.version), role: null },
      {
        label: rows.breaker,
        value: alive ? (ended ? labels.ended : labels.breaker[breaker]) : labels.dead,
        role: ended || !alive ? 'bad' : null,
      },
      { label: rows.failures, value: `${failures}/${config.failures}`, role: failures === 0 ? 'dim' : null },
      { label: rows.served, value: named(served), role: served === null || older ? 'bad' : null },
      ...fileRows(labels, file),
    ];
  };
}

function fileRows(
  { rows, missing, file: states, checksum, config }: PictureLabels,
  file: SnapshotFile | null,
): readonly PictureRow[] {
  if (file === null) return [{ label: rows.file, value: missing, role: 'dim' }];
  const { holds, sumFits } = file;
  return [
    {
      label: rows.file,
      value: typeof holds === 'number' ? config(holds) : states[holds],
      role: typeof holds === 'number' ? null : 'bad',
    },
    { label: rows.checksum, value: sumFits ? checksum.fits : checksum.wrong, role: sumFits ? 'good' : 'bad' },
  ];
}
