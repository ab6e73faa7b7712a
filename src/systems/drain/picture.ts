// The picture of a drain: the service, what leads to it, its context, and what became of each order.
import type { Moment, PictureRow, ProcessId } from '../system.ts';
import type { ENDS, OrderContext } from './order-machine.ts';
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
    const orders = Object.entries(processes).flatMap(([id, process]) =>
      id.startsWith('@order') ? [orderRow(labels, id as ProcessId, process, cancelsIn(config), shared)] : [],
    );
    return [...serviceRows(labels, config, shared), ...orders];
  };
}

function serviceRows(labels: PictureLabels, config: DrainConfig, shared: DrainShared): readonly PictureRow[] {
  const { rows, phases, listening, routed } = labels;
  const { phase, ended, inFlight, late, version, context } = shared;
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
    ...(cancelsIn(config)
      ? [{ label: rows.context, value: contextValue, role: context.live ? null : ('bad' as const) }]
      : []),
  ];
}

/** Whether an update cancels the context that orders hang on. */
function cancelsIn({ onUpdate }: DrainConfig): boolean {
  return onUpdate === 'cancel' || onUpdate === 'cancel-and-time-out';
}

/** An order; one in work with the number of the context that it hangs on, where that matters. */
function orderRow(
  { order, orders, rows }: PictureLabels,
  id: ProcessId,
  { state, context }: Moment<DrainShared>['processes'][ProcessId],
  cancels: boolean,
  { context: active }: DrainShared,
): PictureRow {
  const { generation } = context as OrderContext;
  if (state === 'working' && cancels) {
    const isLive = generation === active.generation && active.live;
    return {
      label: order(id),
      value: `${orders.working} · ${rows.context} ${generation}`,
      role: isLive ? null : 'bad',
    };
  }
  const shown = Object.hasOwn(ROLES, state)
    ? (state as keyof typeof ROLES)
    : state === 'deciding'
      ? 'coming'
      : 'working';
  return { label: order(id), value: orders[shown], role: ROLES[shown] };
}
