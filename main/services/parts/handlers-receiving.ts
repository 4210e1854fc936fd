import { listClaims, listDeliveries } from '../../../db/queries/receiving.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf, type RowReader } from '../masters.ts';
import { todayOf } from './access.ts';
import { awaitedOf, getDelivery, sumByPart } from './awaited.ts';
import { stepClaim } from './claims.ts';
import { receiveSheet } from './receiving.ts';

type DeliveryLine = OutputOf<'parts.delivery'>['lines'][number];

function describePart(read: RowReader, partId: string): Omit<DeliveryLine, 'awaitedMilli' | 'orders'> {
  const row = read.get<Omit<DeliveryLine, 'awaitedMilli' | 'orders' | 'units'>>(
    `SELECT id AS partId, code, name_zh AS nameZh, name_en AS nameEn, unit, tracking, owner_kind AS ownerKind, cost_fen AS costFen, coalesce(bin_id, '') AS bin
     FROM part WHERE id = ?`,
    partId,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'part', id: partId });
  return {
    ...row,
    units: read.all<{ unit: string; perMilli: number }>(
      'SELECT unit, per_milli AS perMilli FROM part_unit WHERE part_id = ? ORDER BY unit',
      partId,
    ),
  };
}

/** Deliveries as they are counted, and what came otherwise than announced. */
export const receivingHandlers = {
  'parts.deliveries': (ctx, input) =>
    listDeliveries(ctx.read, { ...input, today: todayOf(ctx) }) as unknown as OutputOf<'parts.deliveries'>,
  'parts.delivery': (ctx, input) => {
    const read = readerOf(ctx.read);
    const head = getDelivery(read, input);
    const awaited = awaitedOf(read, input);
    return {
      ...head,
      lines: [...sumByPart(awaited)].map(([partId, awaitedMilli]) => ({
        ...describePart(read, partId),
        awaitedMilli,
        orders: [
          ...new Set(awaited.flatMap((one) => (one.partId === partId ? (one.orderNumber ?? []) : []))),
        ],
      })),
    };
  },
  'parts.receiveSheet': (ctx, input) => {
    const done = runCommand(ctx, 'parts.receiveSheet', (tx) => receiveSheet(tx, input));
    ctx.host.kick('outbox');
    return done;
  },
  'parts.claims': (ctx, input) =>
    listClaims(ctx.read, { ...input, now: ctx.env.now() }) as unknown as OutputOf<'parts.claims'>,
  'parts.claimStep': (ctx, input) => {
    const done = runCommand(ctx, 'parts.claimStep', (tx) => stepClaim(tx, input));
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
