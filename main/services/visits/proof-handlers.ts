import { Fault } from '../../../domain/kernel/fault.ts';
import type { VisitOutcomeCode } from '../../../domain/visits/outcomes.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { writeOrder } from '../orders/core/apply-action.ts';
import { getOrder, stateOf, type OrderRow } from '../orders/core/order-row.ts';
import { assertMayTouch, orderToChange } from '../orders/scope.ts';
import { readerOf } from '../masters.ts';
import { sendPapersBack } from './papers.ts';
import { askedShots, policyOf } from './policy.ts';
import {
  attachShots,
  isProofMet,
  isProved,
  lastEndedVisit,
  pictureUsedBy,
  proofFlags,
  proofItems,
  verifyIfMet,
  writeProof,
} from './proof.ts';

const standing = (order: OrderRow) => ({
  orderId: order.id,
  orderVersion: order.version,
  orderState: stateOf(order),
  queue: order.queue,
  verified: stateOf(order) === 'verified',
});

export const proofHandlers = {
  'visits.proof': (ctx, input) => {
    const rows = readerOf(ctx.read);
    const order = rows.get<OrderRow>('SELECT * FROM work_order WHERE id = ?', input.orderId);
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
    assertMayTouch(ctx, 'orders.read', order);
    const photos = rows.all<{
      id: string;
      name: string;
      file_name: string;
      blob_id: string;
      picture_hash: string | null;
      at_desk: number;
      at: number;
      machine_line_id: string | null;
      by_name: string | null;
    }>(
      "SELECT a.id, a.name, a.file_name, a.blob_id, a.picture_hash, a.at_desk, a.at, a.machine_line_id, s.name AS by_name FROM attachment a LEFT JOIN staff s ON s.id = a.staff_id WHERE a.entity = 'work_order' AND a.entity_id = ? ORDER BY a.seq",
      order.id,
    );
    const policy = policyOf(rows, order, null);
    const { code } = policy;
    return {
      policyCode: code === '' ? null : code,
      met: isProofMet(rows, order.id),
      flags: proofFlags(rows, order.id, policy.placeWithinM),
      items: proofItems(rows, order.id),
      shots: askedShots(policy),
      machines: rows.all<{ id: string; lineNo: number }>(
        'SELECT id, line_no AS lineNo FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
        order.id,
      ),
      photos: photos.map((photo) => {
        const used = pictureUsedBy(rows, order.id, photo.picture_hash ?? photo.blob_id);
        return {
          id: photo.id,
          name: photo.name,
          fileName: photo.file_name,
          hash: photo.blob_id,
          atDesk: photo.at_desk === 1,
          at: photo.at,
          usedByOrder: used?.number ?? null,
          usedByOrderId: used?.id ?? null,
          machineLineId: photo.machine_line_id,
          byName: photo.by_name,
        };
      }),
    };
  },
  'visits.addProof': (ctx, input) => {
    const done = runCommand(ctx, 'visits.addProof', (tx) => {
      const order = orderToChange(ctx, tx, 'verification.write', {
        id: input.orderId,
        version: input.version,
      });
      const visit = lastEndedVisit(tx, order.id);
      // A technician's own page adds on site; whoever keys slips sits at a desk.
      const atDesk = ctx.session.permissions.has('slips.key');
      attachShots(tx, order, input.shots, atDesk);
      writeProof(tx, order, visit, {
        outcome: (visit.outcome ?? 'done') as VisitOutcomeCode,
        code: input.verificationCode,
        signed: input.signed,
        atDesk,
      });
      const noted = writeOrder(
        tx,
        order,
        {},
        { kind: 'order.proof_added', params: { shotCount: input.shots.length } },
      );
      const given = input.shots.length > 0 || input.verificationCode !== null || input.signed;
      // What the platform asked for is there: it goes to it at once
      const sent =
        given && noted.verdict === 'refill' && isProved(tx, order.id) ? sendPapersBack(tx, noted) : null;
      return {
        ...standing(sent?.order ?? verifyIfMet(tx, noted)),
        proof: proofItems(tx, order.id),
        ...(sent === null ? {} : { batchId: sent.batchId }),
      };
    });
    ctx.host.kick('outbox');
    return done;
  },
  'visits.waiveProof': (ctx, input) => {
    const done = runCommand(ctx, 'visits.waiveProof', (tx) => {
      const item = tx.get<{
        work_order_id: string;
        kind: string;
        name: string;
        state: string;
        flags: string;
        key_id: number;
      }>(
        'SELECT work_order_id, kind, name, state, flags, key_id FROM verification WHERE id = ?',
        input.itemId,
      );
      if (item === undefined) throw new Fault('not_found', { entity: 'verification', id: input.itemId });
      const order = getOrder(tx, item.work_order_id);
      if (order.version !== input.orderVersion)
        throw new Fault('conflict', { entity: 'work_order', id: order.id });
      const by = tx.value<string>('SELECT name FROM staff WHERE id = ?', tx.staffId) ?? '';
      const flags = JSON.parse(item.flags) as Record<string, unknown> | unknown[];
      tx.update(
        'verification',
        input.itemId,
        {
          state: 'waived',
          flags: { ...(Array.isArray(flags) ? {} : flags), waivedBy: by, was: item.state },
          staff_id: tx.staffId,
          at: tx.at,
        },
        { version: input.version },
      );
      const noted = writeOrder(
        tx,
        order,
        {},
        {
          kind: 'order.proof_waived',
          params: { kind: item.kind, name: item.name, was: item.state },
          personal: { reason: input.reason },
        },
      );
      return standing(verifyIfMet(tx, noted));
    });
    ctx.host.kick('outbox');
    return done;
  },
} satisfies Handlers;
