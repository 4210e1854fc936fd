import type { Tx } from '../../../../db/tx.ts';
import { clockAt } from '../../../../domain/time/business-day.ts';
import { getZone } from '../../masters.ts';
import type { OrderRow } from '../core/order-row.ts';

/** Puts values at `{名字}`; what has none falls away with its braces. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([^{}]{1,20})\}/g, (_all, name: string) => values[name] ?? '');

/**
 * Writes the outlet's own text to a user from its template; it waits until somebody copies or sends it. One that still
 * waits for the same order and reason is not written twice. Null without a template or a number.
 */
export function writeUserMessage(tx: Tx, order: OrderRow, templateKey: string): string | null {
  const template = tx.get<{ text_zh: string; channel: string }>(
    'SELECT text_zh, channel FROM message_template WHERE key = ? ORDER BY channel LIMIT 1',
    templateKey,
  );
  const user = tx.get<{ phone: string | null; virtual_phone: string | null }>(
    'SELECT phone, virtual_phone FROM customer WHERE id = ?',
    order.customer_id,
  );
  const to = user?.virtual_phone ?? user?.phone ?? null;
  if (template === undefined || to === null) return null;
  const waiting = tx.value<string>(
    "SELECT id FROM message_out WHERE work_order_id = ? AND template_key = ? AND state = 'waiting'",
    order.id,
    templateKey,
  );
  if (waiting !== undefined) return waiting;
  const zone = getZone(tx);
  const outlet = tx.get<{ phone: string; name_zh: string }>('SELECT phone, name_zh FROM outlet LIMIT 1');
  return tx.insert('message_out', {
    work_order_id: order.id,
    customer_id: order.customer_id,
    key_id: order.key_id,
    channel: template.channel.startsWith('微信') ? 'chat' : 'sms',
    template_key: templateKey,
    to_text: to,
    text: fill(template.text_zh, {
      时间: clockAt(tx.at, zone),
      服务项目: order.title,
      网点电话: outlet?.phone ?? '',
      网点: outlet?.name_zh ?? '',
    }),
    state: 'waiting',
    staff_id: tx.staffId,
    at: tx.at,
  });
}
