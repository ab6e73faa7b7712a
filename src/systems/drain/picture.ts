// The picture of a drain: the service, what leads to it, its context, and what became of each order.
import type { Moment, PictureRow, ProcessId } from '../system.ts';
import type { ENDS } from './order-machine.ts';
import type { DrainConfig } from './schema.ts';
import type { DrainShared } from './shared.ts';

type End = (typeof ENDS)[number];

/** Its words in one language. */
export interface PictureLabels {
  readonly rows: Readonly<Record<'service' | 'listener' | 'endpoint' | 'inFlight' | 'config' | 'context', string>>;
  readonly phases: Readonly<Record<DrainShared['phase'], string>>;
  readonly ended: Readonly<Record<NonNullable<DrainShared['ended']>, string>>;
  readonly listening: Readonly<Record<'open' | 'closed', string>>;
  readonly routed: Readonly<Record<'yes' | 'no', string>>;
  readonly late: string;
  readonly cancelled: string;
  readonly order: (id: ProcessId) => string;
  readonly orders: Readonly<Record<End | 'coming' | 'working', string>>;
}

const ROLES: Readonly<Record<End | 'coming' | 'working', PictureRow['role']>> = {
  coming: 'dim',
  working: null,
  answered: 'good',
  elsewhere: 'dim',
  refused: 'bad',
  unavailable: 'bad',
  cancelled: 'bad',
  cutOff: 'bad',
};

/** Draws it with these words. */
export function pictureOf(labels: PictureLabels) {
  return (config: DrainConfig, { shared, processes }: Moment<DrainShared>): readonly PictureRow[] => {
    const orders = Object.entries(processes).flatMap(([id, { state }]) =>
      id.startsWith('@order') ? [orderRow(labels, id as ProcessId, state)] : [],
    );
    return [...serviceRows(labels, config, shared), ...orders];
  };
}

function serviceRows(labels: PictureLabels, config: DrainConfig, shared: DrainShared): readonly PictureRow[] {
  const { rows, phases, listening, routed } = labels;
  const { phase, ended, inFlight, late, version, context } = shared;
  const cancels = config.onUpdate === 'cancel' || config.onUpdate === 'cancel-and-time-out';
  const service = ended === null ? phases[phase] : labels.ended[ended];
  const contextValue = `${context.generation}${context.live ? '' : ` · ${labels.cancelled}`}`;
  return [
    { label: rows.service, value: service, role: ended === 'killed' ? 'bad' : null },
    { label: rows.listener, value: shared.listening ? listening.open : listening.closed, role: null },
    ...(config.deleteAt === undefined
      ? []
      : [{ label: rows.endpoint, value: shared.routed ? routed.yes : routed.no, role: null }]),
    { label: rows.inFlight, value: `${inFlight}${late ? ` · ${labels.late}` : ''}`, role: late ? 'bad' : null },
    { label: rows.config, value: `v${version}`, role: null },
    ...(cancels ? [{ label: rows.context, value: contextValue, role: context.live ? null : ('bad' as const) }] : []),
  ];
}

function orderRow({ order, orders }: PictureLabels, id: ProcessId, state: string): PictureRow {
  const shown =
    state === 'deciding' ? 'coming' : Object.hasOwn(ROLES, state) ? (state as keyof typeof ROLES) : 'working';
  return { label: order(id), value: orders[shown], role: ROLES[shown] };
}
