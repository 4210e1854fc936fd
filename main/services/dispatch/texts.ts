import { Fault } from '../../../domain/kernel/fault.ts';
import { unknownFields, usualDispatchText } from '../../../domain/text/template.ts';
import { statement } from '../../../db/queries/statements.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone, readerOf } from '../masters.ts';
import { getOrder } from '../orders/core/order-row.ts';
import { assertMayTouch, orderScope } from '../orders/scope.ts';
import { cards } from './board.ts';
import { chatText, type Language } from './chat-text.ts';

type Template = OutputOf<'dispatch.templates'>['templates'][number];

/** One text for several orders, in the order they are driven to; each by the template of whoever has it. */
function textOf(
  ctx: ServiceContext,
  orderIds: readonly string[],
  tried?: { text: string; language: Language },
): string {
  const zone = getZone(readerOf(ctx.read));
  const rows = cards(ctx.read, 'w.id IN (SELECT value FROM json_each(?))', JSON.stringify(orderIds));
  if (rows.length !== new Set(orderIds).size)
    throw new Fault('not_found', { entity: 'work_order', id: orderIds.join(' ') });
  for (const card of rows) {
    const team = statement(ctx.read, 'SELECT team_id FROM work_order WHERE id = ?').pluck().get(card.id);
    assertMayTouch(ctx, 'orders.read', { staff_id: card.staffId, team_id: team as string | null });
  }
  return rows
    .toSorted(
      (a, b) =>
        (a.appointmentStartAt ?? Number.MAX_SAFE_INTEGER) -
          (b.appointmentStartAt ?? Number.MAX_SAFE_INTEGER) || a.seq - b.seq,
    )
    .map((card) =>
      chatText(ctx.read, card, {
        zone,
        language: tried?.language ?? ctx.session.language,
        nowMs: ctx.env.now(),
        ...(tried === undefined ? {} : { template: tried.text }),
      }),
    )
    .join('\n\n');
}

/** An order to show a text on: those somebody goes to next come first; `skip` turns to the next, round and round. */
function sampleOrder(ctx: ServiceContext, skip: number): string | null {
  const { onlyStaffId, onlyTeamId } = orderScope(ctx.session, 'orders.read');
  const ids = statement(
    ctx.read,
    `SELECT id FROM work_order w WHERE w.state IN ('ready', 'dispatched', 'accepted') AND w.side_state IS NULL
     AND (@staff IS NULL OR w.staff_id = @staff) AND (@team IS NULL OR w.team_id = @team)
     ORDER BY w.staff_id IS NULL, w.appointment_start_at IS NULL, w.appointment_start_at DESC, w.seq LIMIT 20`,
  )
    .pluck()
    .all({ staff: onlyStaffId, team: onlyTeamId }) as string[];
  return ids.length === 0 ? null : (ids[skip % ids.length] ?? null);
}

export const textHandlers = {
  'dispatch.text': (ctx, input) => ({ text: textOf(ctx, [input.orderId, ...input.also]) }),

  'dispatch.copied': (ctx, input) =>
    runCommand(ctx, 'dispatch.copied', (tx) => {
      for (const id of input.orderIds) {
        const order = getOrder(tx, id);
        assertMayTouch(ctx, 'orders.read', order);
        const running = tx.value<string>(
          "SELECT id FROM assignment WHERE work_order_id = ? AND state IN ('offered', 'accepted') ORDER BY assign_no DESC LIMIT 1",
          id,
        );
        if (running !== undefined) tx.update('assignment', running, { text_copied_at: tx.at });
        tx.event({
          entity: 'work_order',
          entityId: id,
          workOrderId: id,
          kind: 'dispatch.text_copied',
          params: { staffId: order.staff_id },
        });
      }
      return { at: tx.at };
    }),

  'dispatch.previewText': (ctx, input) => {
    const sample = sampleOrder(ctx, input.skip);
    return {
      text: sample === null ? null : textOf(ctx, [sample], input),
      number:
        sample === null
          ? null
          : String(statement(ctx.read, 'SELECT number FROM work_order WHERE id = ?').pluck().get(sample)),
      unknown: unknownFields(input.text),
    };
  },

  'dispatch.templates': (ctx) => ({
    usual: usualDispatchText,
    templates: statement(
      ctx.read,
      `SELECT t.id, t.version, t.name_zh AS nameZh, t.name_en AS nameEn, t.text_zh AS textZh, t.text_en AS textEn,
         (SELECT json_group_array(s.id) FROM staff s WHERE s.chat_template_id = t.id AND s.left_day IS NULL) AS staffIds
       FROM chat_template t WHERE t.retired_at IS NULL ORDER BY t.code`,
    )
      .all()
      .map((row) => {
        const { staffIds, ...rest } = row as Omit<Template, 'staffIds'> & { staffIds: string };
        return { ...rest, staffIds: JSON.parse(staffIds) as string[] };
      }),
  }),

  /** Names whoever gets it: people named get this template, those who had it and are not named get the usual one. */
  'dispatch.saveTemplate': (ctx, input) => {
    const [wrong] = [...unknownFields(input.textZh), ...unknownFields(input.textEn)];
    if (wrong !== undefined) throw new Fault('input_invalid', { field: 'text', problem: `{${wrong}}` });
    return runCommand(ctx, 'dispatch.saveTemplate', (tx) => {
      const texts = {
        name_zh: input.nameZh,
        name_en: input.nameEn,
        text_zh: input.textZh,
        text_en: input.textEn,
        retired_at: input.retire ? tx.at : null,
      };
      let id = input.id;
      if (id === null) {
        id = tx.newId();
        tx.insert('chat_template', { id, code: id, ...texts });
      } else tx.update('chat_template', id, texts, { version: input.version ?? 0 });
      const wanted = new Set(input.retire ? [] : input.staffIds);
      for (const row of tx.all<{ id: string; chat_template_id: string | null }>(
        'SELECT id, chat_template_id FROM staff WHERE chat_template_id = ? OR id IN (SELECT value FROM json_each(?))',
        id,
        JSON.stringify([...wanted]),
      )) {
        const next = wanted.has(row.id) ? id : null;
        if (row.chat_template_id !== next) tx.update('staff', row.id, { chat_template_id: next });
      }
      tx.audit({
        action: 'dispatch.template_saved',
        entity: 'chat_template',
        entityId: id,
        params: { retired: input.retire },
      });
      return { id, version: tx.value<number>('SELECT version FROM chat_template WHERE id = ?', id) ?? 1 };
    });
  },
} satisfies Handlers;
