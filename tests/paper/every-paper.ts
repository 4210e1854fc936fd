import type { PrintKind } from '../../domain/paper/kinds.ts';
import { moneyPapers } from './money-papers.ts';
import { type PaperRig, readyOrder } from './rig.ts';

/** Signs that printers, fonts and columns stumble over: outside GBK, wide, and a dot that is one cell or two. */
export const hardName = '𠮷望·春';
const day = '2026-11-22';

/**
 * One paper of each kind the program can build, from rows as the services write them. Ids as `paper.print` takes them;
 * names carry hard signs, quantities fractions, so that columns are tried with both.
 */
export async function everyPaper(rig: PaperRig): Promise<Partial<Record<PrintKind, string>>> {
  const order = await readyOrder(rig);
  const { env, store } = rig.outlet;
  const call = { command: 'test.papers', requestId: env.newId(), deskId: 'test', staffId: null };
  return store.gate.run(call, (tx) => {
    const customer = tx.value<string>('SELECT customer_id FROM work_order WHERE id = ?', order.id)!;
    tx.update('customer', customer, { name: hardName });
    tx.update('part', 'LZ-001', { name_zh: '挂机主板·𠮷型(定频)' });
    const place = (kind: string) =>
      tx.value<string>('SELECT id FROM location WHERE kind = ? ORDER BY seq LIMIT 1', kind)!;
    const [main, bag, upper] = [
      place('main'),
      tx.value<string>("SELECT id FROM location WHERE kind = 'bag' AND staff_id = 'T01'") ?? place('bag'),
      place('upper'),
    ];
    const moved = (kind: string, number: string, from: string, to: string, head = {}, note = '') => {
      const id = tx.insert('document', {
        kind,
        number,
        state: 'posted',
        business_day: day,
        staff_id: 'T01',
        from_location_id: from,
        to_location_id: to,
        head,
        total_fen: 26_600,
        made_by: 'T01',
        at: tx.at,
      });
      ['LZ-001', 'CH-043'].forEach((part, at) =>
        tx.insert('document_line', {
          document_id: id,
          line_no: at + 1,
          part_id: part,
          condition: 'good',
          owner_kind: 'own',
          bin: at === 0 ? 'A1-01' : '',
          lot: at === 0 ? '' : 'PP2601',
          asked_milli: 1000 + at * 1500,
          done_milli: 1000,
          unit_fen: 9500,
          amount_fen: at === 0 ? 9500 : 17_100,
          work_order_id: at === 0 ? order.id : null,
          old_part_due: at === 0,
          note,
        }),
      );
      return id;
    };
    const issue = moved('issue', 'LL2611220001', main, bag);
    const returned = moved('return', 'TL2611220001', bag, main, {}, 'wrong_model · 型号不对');
    const box = tx.insert('document', {
      kind: 'old_return',
      number: 'FC2611220001',
      state: 'draft',
      business_day: day,
      from_location_id: place('old_parts'),
      to_location_id: upper,
      head: {
        payerId: 'PY-LZ',
        boxNo: 2,
        boxes: 3,
        month: '2026-11',
        carrier: '顺丰',
        parcelNumber: 'SF100',
      },
      made_by: 'T01',
      at: tx.at,
    });
    const oldPart = tx.insert('old_part', {
      part_id: 'LZ-001',
      work_order_id: order.id,
      payer_id: 'PY-LZ',
      quantity_milli: 1000,
      state: 'boxed',
      holder_staff_id: 'T01',
      due_day: '2026-11-01',
      amount_fen: 9500,
      label_number: 'JJ2611220001',
      box_document_id: box,
      at: tx.at,
    });
    const request = tx.insert('parts_request', {
      number: 'SQ2611220001',
      work_order_id: order.id,
      payer_id: 'PY-LZ',
      state: 'sent_back',
      machine_code: 'LZ01N260300127',
      fault_text: '主板坏',
      deposit_used_fen: 9500,
      expected_day: '2026-11-25',
      reason: '铭牌照片不清',
      staff_id: 'T01',
      at: tx.at,
    });
    tx.insert('parts_request_line', {
      request_id: request,
      line_no: 1,
      part_id: 'LZ-001',
      asked_milli: 2000,
      approved_milli: 1000,
      unit_fen: 9500,
    });
    const count = tx.insert('stock_count', {
      number: 'PD2611220001',
      scope: 'place',
      state: 'review',
      location_id: main,
      base_seq: 0,
      opened_by: 'T01',
      business_day: day,
      at: tx.at,
    });
    for (const [part, book, counted] of [
      ['LZ-001', 5000, 4000],
      ['CH-043', 2500, 2500],
    ] as const)
      tx.insert('stock_count_line', {
        count_id: count,
        part_id: part,
        location_id: main,
        bin: 'A1-01',
        owner_kind: 'own',
        book_milli: book,
        counted_milli: counted,
      });
    const lot = tx.insert('lot', { part_id: 'LZ-001', code: 'L2601', expires_day: '2027-01-31' });
    const bin =
      tx.value<string>('SELECT id FROM bin ORDER BY seq LIMIT 1') ??
      tx.insert('bin', { location_id: main, code: 'A1-01' });
    tx.update('work_order', order.id, { appointment_day: day });
    const quote = tx.insert('quote', {
      work_order_id: order.id,
      number: 'BJ2611220001',
      state: 'given',
      total_fen: 12_500,
      at: tx.at,
    });
    tx.insert('quote_line', {
      quote_id: quote,
      line_no: 1,
      name: '加长管·𠮷',
      quantity_milli: 2500,
      unit_fen: 5000,
      amount_fen: 12_500,
    });
    const kept = (kind: string, number: string) =>
      tx.insert('custody_item', {
        number,
        kind,
        state: 'held',
        work_order_id: order.id,
        location_id: place('custody'),
        owner_name: hardName,
        phone: '13800000101',
        what: '挂机·KFR-26GW',
        accessories: '遥控器',
        damage: '面板有划痕',
        due_day: '2026-12-22',
        staff_id: 'T01',
        in_day: day,
        at: tx.at,
        key_id: tx.value<number>('SELECT key_id FROM work_order WHERE id = ?', order.id)!,
      });
    const repair = kept('repair', 'DG2611220001');
    return {
      ...moneyPapers(tx, order.id),
      price_list: day,
      shift_handover: `${day}:T01`,
      service_slip: order.id,
      day_list: `${day}:T01`,
      quote,
      repair_intake: repair,
      pickup_voucher: repair,
      inspection: order.id,
      trade_in: kept('old_machine', 'DG2611220002'),
      issue_slip: issue,
      return_slip: returned,
      upstream_return: moved('parcel', 'BG2611220001', main, upper, {
        parcelNumber: 'SF101',
        sourceNumber: 'LZ-88',
        reason: '发错',
      }),
      parts_request: request,
      pick_list: issue,
      transfer_slip: moved('transfer', 'DB2611220001', main, bag, { reason: 'handed_over' }),
      receiving_slip: moved('receipt', 'SH2611220001', upper, main, {
        parcelNumber: 'SF102',
        requestId: request,
      }),
      scrap_slip: moved('scrap', 'BF2611220001', main, place('scrap'), { reason: '受潮' }),
      count_sheet: count,
      old_part_label: oldPart,
      old_part_list: box,
      part_label: lot,
      bin_label: bin,
    };
  });
}
