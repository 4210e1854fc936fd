import { Fault } from '../../../domain/kernel/fault.ts';
import { afterStep, type VoucherState } from '../../../domain/paper/vouchers.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';

interface VoucherRow {
  id: string;
  version: number;
  state: VoucherState;
  holder: string;
  staff_id: string | null;
  work_order_id: string | null;
}

export const voucherHandlers = {
  'visits.vouchers': (ctx, input) => ctx.host.reader<OutputOf<'visits.vouchers'>>('visits.vouchers', input),
  /** Faults: `voucher_step`, `voucher_twice`, `not_found`, `conflict`. */
  'visits.saveVoucher': (ctx, input) =>
    runCommand(ctx, 'visits.saveVoucher', (tx) => {
      const number = input.number.trim().toUpperCase();
      const known =
        input.id === null
          ? tx.get<VoucherRow>(
              'SELECT * FROM paper_voucher WHERE kind = ? AND number = ?',
              input.kind,
              number,
            )
          : tx.get<VoucherRow>('SELECT * FROM paper_voucher WHERE id = ?', input.id);
      if (input.id !== null && known === undefined)
        throw new Fault('not_found', { entity: 'paper_voucher', id: input.id });
      if (known !== undefined && input.step === 'register')
        throw new Fault('voucher_twice', { kind: input.kind, number });
      const next = afterStep(known?.state ?? null, input.step);
      if (next === null)
        throw new Fault('voucher_step', { number, from: known?.state ?? '', to: input.step });
      if (input.step === 'issue' && input.staffId === null)
        throw new Fault('not_found', { entity: 'staff', id: '' });
      const orderNumber = input.orderNumber.trim().toUpperCase();
      const orderId =
        orderNumber === ''
          ? (known?.work_order_id ?? null)
          : tx.value<string>('SELECT id FROM work_order WHERE number = ?', orderNumber);
      if (orderId === undefined) throw new Fault('not_found', { entity: 'work_order', id: orderNumber });
      const holder = next.holder ?? known?.holder ?? 'store';
      const row = {
        state: next.state,
        holder,
        staff_id: holder === 'technician' ? (input.staffId ?? known?.staff_id ?? null) : null,
        work_order_id: orderId,
        at: tx.at,
      };
      let id = known?.id;
      let version = 1;
      if (id === undefined) id = tx.insert('paper_voucher', { kind: input.kind, number, ...row });
      else
        version = tx.update(
          'paper_voucher',
          id,
          row,
          input.version === null ? undefined : { version: input.version },
        );
      tx.note({
        entity: 'paper_voucher',
        entityId: id,
        params: { kind: input.kind, number, step: input.step, staffId: row.staff_id },
        kind: 'voucher.step',
        ...(orderId === null ? {} : { workOrderId: orderId }),
      });
      return { id, version, state: next.state, holder };
    }),
} satisfies Handlers;
