import { Fault } from '../../../../domain/kernel/fault.ts';
import { statement } from '../../../../db/queries/statements.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../context.ts';
import { runCommand } from '../../command.ts';
import { freeSlotsFor, type Bookable } from '../../dispatch/free-slots.ts';
import { readerOf } from '../../masters.ts';
import { getOrder } from '../core/order-row.ts';
import { assertMayTouch, orderScope } from '../scope.ts';
import { claimHandlers, findClaim } from './claims.ts';
import { initialsHandlers } from './initials.ts';
import { callRules } from './rules.ts';
import { strayHandlers } from './stray.ts';

type Queue = OutputOf<'orders.callQueue'>;
type Messages = OutputOf<'orders.userMessages'>['messages'];

const newOrder = (input: { serviceItemId: string | null; divisionCode: string | null }): Bookable => ({
  id: '',
  division_code: input.divisionCode,
  appointment_day: null,
  appointment_slot_id: null,
  connection_id: null,
  service_item_id: input.serviceItemId,
  address_id: '',
  staff_id: null,
  sub_shop_id: null,
});

/** The calling desk: who is to be called, who calls, what was booked without a call, and what users are written. */
export const callDeskHandlers = {
  ...claimHandlers,
  ...initialsHandlers,
  ...strayHandlers,
  'orders.callQueue': async (ctx, input) => {
    const found = await ctx.host.reader<
      Omit<Queue, 'rows'> & { rows: Omit<Queue['rows'][number], 'claim'>[] }
    >('orders.callQueue', {
      now: ctx.env.now(),
      view: input.view,
      limit: input.limit,
      ...callRules(readerOf(ctx.read)),
      ...orderScope(ctx.session, 'calls.write'),
    });
    return { ...found, rows: found.rows.map((row) => ({ ...row, claim: findClaim(ctx, row.customerId) })) };
  },
  'orders.freeSlots': (ctx, input) => {
    const read = readerOf(ctx.read);
    if (input.orderId === null)
      return {
        day: input.day,
        slots: freeSlotsFor(read, newOrder(input), input.day, ctx.env.now()),
        household: [],
      };
    const order = read.get<Bookable & { customer_id: string; team_id: string | null }>(
      'SELECT * FROM work_order WHERE id = ?',
      input.orderId,
    );
    if (order === undefined) throw new Fault('not_found', { entity: 'work_order', id: input.orderId });
    assertMayTouch(ctx, 'orders.read', order);
    const household = read.all<OutputOf<'orders.freeSlots'>['household'][number]>(
      `SELECT id, version, number, title, appointment_state AS appointmentState, appointment_day AS appointmentDay,
       appointment_start_at AS appointmentStartAt, appointment_end_at AS appointmentEndAt FROM work_order
       WHERE id <> ? AND state IN ('received', 'in_review', 'ready', 'dispatched', 'accepted') AND side_state IS NULL AND (customer_id = ? OR address_id IN (
         SELECT b.id FROM address a JOIN address b ON b.normal = a.normal WHERE a.id = ? AND a.normal <> ''))
       ORDER BY seq DESC LIMIT 10`,
      order.id,
      order.customer_id,
      order.address_id,
    );
    return { day: input.day, slots: freeSlotsFor(read, order, input.day, ctx.env.now()), household };
  },
  'orders.addEvidence': (ctx, input) =>
    runCommand(ctx, 'orders.addEvidence', (tx) => {
      const order = getOrder(tx, input.id);
      assertMayTouch(ctx, 'calls.write', order);
      if (tx.get('SELECT 1 AS yes FROM blob WHERE id = ?', input.hash) === undefined)
        throw new Fault('picture_missing', { name: input.name });
      if (
        input.callId !== null &&
        tx.value<string>('SELECT customer_id FROM call_log WHERE id = ?', input.callId) !== order.customer_id
      )
        throw new Fault('not_found', { entity: 'call_log', id: input.callId });
      const attachmentId = tx.insert('attachment', {
        blob_id: input.hash,
        entity: input.callId === null ? 'work_order' : 'call_log',
        entity_id: input.callId ?? order.id,
        name: 'evidence',
        file_name: input.name,
        staff_id: tx.staffId,
        at_desk: true,
        at: tx.at,
        key_id: order.key_id,
      });
      tx.note({
        entity: 'work_order',
        entityId: order.id,
        workOrderId: order.id,
        kind: 'order.evidence_added',
        params: { callId: input.callId, attachmentId },
      });
      return { attachmentId };
    }),
  'orders.suspicions': (ctx, input) =>
    ctx.host.reader('orders.suspicions', {
      decided: input.decided ? 1 : 0,
      offset: input.offset,
      limit: input.limit,
    }),
  'orders.decideSuspicion': (ctx, input) =>
    runCommand(ctx, 'orders.decideSuspicion', (tx) => {
      const row = tx.get<{ work_order_id: string; suspicious: string | null; cleared_at: number | null }>(
        'SELECT work_order_id, suspicious, cleared_at FROM appointment WHERE id = ?',
        input.appointmentId,
      );
      if (row === undefined || row.suspicious === null)
        throw new Fault('not_found', { entity: 'appointment', id: input.appointmentId });
      if (row.cleared_at !== null)
        throw new Fault('conflict', { entity: 'appointment', id: input.appointmentId });
      assertMayTouch(ctx, 'orders.audit', getOrder(tx, row.work_order_id));
      tx.update('appointment', input.appointmentId, { cleared_at: tx.at, cleared_by: tx.staffId });
      // What is kept stands against the order until somebody audits it: nothing passes it by itself
      if (!input.pass)
        tx.insert('order_flag', {
          work_order_id: row.work_order_id,
          code: 'anomaly_booking',
          params: { suspicion: row.suspicious },
          severity: 'warn',
          raised_at: tx.at,
        });
      const params = { appointmentId: input.appointmentId, suspicionCode: row.suspicious, pass: input.pass };
      tx.note({
        entity: 'work_order',
        entityId: row.work_order_id,
        workOrderId: row.work_order_id,
        kind: 'order.suspicion_decided',
        params,
      });
      return { appointmentId: input.appointmentId, pass: input.pass };
    }),
  'orders.userMessages': (ctx, input) => {
    const scope = orderScope(ctx.session, 'orders.read');
    return {
      messages: statement(
        ctx.read,
        `SELECT m.id, m.version, m.work_order_id AS orderId, w.number, m.channel, m.template_key AS templateKey, m.to_text AS "to", m.text, m.state, m.at
         FROM message_out m LEFT JOIN work_order w ON w.id = m.work_order_id
         WHERE ${input.orderId === null ? "m.state = 'waiting'" : 'm.work_order_id = @orderId'}
           AND (@onlyStaffId IS NULL OR w.staff_id = @onlyStaffId) AND (@onlyTeamId IS NULL OR w.team_id = @onlyTeamId)
         ORDER BY m.at DESC LIMIT 100`,
      ).all({ ...(input.orderId === null ? {} : { orderId: input.orderId }), ...scope }) as Messages,
    };
  },
  'orders.messageDone': (ctx, input) =>
    runCommand(ctx, 'orders.messageDone', (tx) => {
      const row = tx.get<{ work_order_id: string | null; template_key: string; state: string }>(
        'SELECT work_order_id, template_key, state FROM message_out WHERE id = ?',
        input.id,
      );
      if (row === undefined) throw new Fault('not_found', { entity: 'message_out', id: input.id });
      if (row.work_order_id !== null) assertMayTouch(ctx, 'calls.write', getOrder(tx, row.work_order_id));
      const version = tx.update(
        'message_out',
        input.id,
        { state: input.state, done_at: tx.at, staff_id: tx.staffId },
        { version: input.version },
      );
      const params = { messageId: input.id, templateKey: row.template_key, state: input.state };
      if (row.work_order_id !== null)
        tx.event({
          entity: 'work_order',
          entityId: row.work_order_id,
          workOrderId: row.work_order_id,
          kind: 'order.user_message',
          params,
        });
      tx.audit({ action: 'order.user_message', entity: 'message_out', entityId: input.id, params });
      return { id: input.id, version, state: input.state };
    }),
} satisfies Handlers;
