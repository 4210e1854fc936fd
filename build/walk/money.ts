import ExcelJS from 'exceljs';
import { addDays, atLocal } from '../../domain/time/business-day.ts';
import type { World } from './world.ts';

/** What the user owes is taken at the door, half in cash, half by code; the evening hands it in. */
export async function takeMoney(world: World, period: string): Promise<{ taken: number; handedIn: number }> {
  const { accountant } = world;
  let taken = 0;
  const { snapshotId, total } = await accountant.call('money.openFees', {
    party: 'user',
    period,
    states: ['open', 'estimate'],
  });
  const owed = new Map<string, number>();
  for (let from = 0; from < total; from += 500) {
    const { rows } = await accountant.call('money.sliceFees', {
      snapshotId,
      from,
      to: Math.min(total, from + 500),
    });
    for (const row of rows)
      if (row !== null) owed.set(row.orderId, (owed.get(row.orderId) ?? 0) + row.amountFen - row.paidFen);
  }
  for (const [orderId, amountFen] of owed) {
    if (amountFen <= 0) continue;
    const { order } = await world.dispatcher.call('orders.get', { id: orderId });
    const staffId =
      order.staffId ??
      (world.outlet.store.read
        .prepare('SELECT staff_id FROM assignment WHERE work_order_id = ? ORDER BY assign_no DESC LIMIT 1')
        .pluck()
        .get(orderId) as string | null);
    await accountant.call('money.takePayment', {
      orderId,
      staffId,
      method: taken % 2 === 0 ? 'cash' : 'qr',
      amountFen,
    });
    taken += 1;
  }
  const { open } = await accountant.call('money.handIns', {});
  let handedIn = 0;
  for (const person of open) {
    await accountant.call('money.handIn', {
      staffId: person.staffId,
      day: world.today(),
      cashFen: person.owedFen,
    });
    handedIn += 1;
  }
  return { taken, handedIn };
}

interface Planted {
  short: number;
  missing: number;
  unknown: number;
  fined: number;
}

interface PayerRow {
  number: string;
  amountFen: number;
}

/** Our audited fees of one payer per order, as its own books would know them: by its number. */
function payerRows(world: World, payerId: string, period: string): PayerRow[] {
  return world.outlet.store.read
    .prepare(
      `SELECT w.upstream_number AS number, sum(f.amount_fen) AS amountFen FROM fee_line f JOIN work_order w ON w.id = f.work_order_id
       WHERE f.party = 'payer' AND f.party_id = ? AND f.period = ? AND f.state = 'open' AND w.upstream_number IS NOT NULL
       GROUP BY w.id HAVING sum(f.amount_fen) <> 0 ORDER BY w.seq`,
    )
    .all(payerId, period) as PayerRow[];
}

/**
 * A statement as that payer would send it, with planted differences: every 17th line ten yuan short, every 23rd
 * missing, one line nobody knows, one fine. Written as a real xlsx with a title row and a total row.
 */
export async function writeStatement(
  world: World,
  payerId: string,
  period: string,
): Promise<{ bytes: Uint8Array; rows: number; planted: Planted; totalFen: number }> {
  const planted: Planted = { short: 0, missing: 0, unknown: 0, fined: 0 };
  const lines: { number: string; fen: number; deductionFen: number; note: string }[] = [];
  payerRows(world, payerId, period).forEach((row, index) => {
    if (index % 23 === 22) {
      planted.missing += 1;
      return;
    }
    const short = index % 17 === 16 && row.amountFen > 1000;
    const fined = index === 3;
    if (short) planted.short += 1;
    if (fined) planted.fined += 1;
    lines.push({
      number: row.number,
      fen: row.amountFen - (short ? 1000 : 0),
      deductionFen: fined ? 2000 : 0,
      note: fined ? '晚于预约时段未签到' : '',
    });
  });
  lines.push({ number: 'NOTOURS20261101', fen: 8800, deductionFen: 0, note: '' });
  planted.unknown = 1;
  // One payer writes yuan, another fen: each its own file layout.
  const unit = payerId === 'PY-TM' ? 1 : 100;
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('结算明细');
  sheet.addRow([`${period} 结算明细`]);
  sheet.addRow(['序号', '工单号', '完工日期', '结算项目', '结算金额', '扣款', '扣款原因', '备注']);
  lines.forEach((line, index) =>
    sheet.addRow([
      index + 1,
      line.number,
      `${period}-20`,
      '服务费',
      line.fen / unit,
      line.deductionFen / unit,
      line.note,
      '',
    ]),
  );
  const totalFen = lines.reduce((sum, line) => sum + line.fen, 0);
  sheet.addRow(['合计', '', '', '', totalFen / unit]);
  return { bytes: new Uint8Array(await book.xlsx.writeBuffer()), rows: lines.length, planted, totalFen };
}

export interface StatementOutcome {
  payerId: string;
  rows: number;
  planted: Planted;
  matched: number;
  differences: number;
  open: number;
  againAdded: number;
  bytes: Uint8Array;
  name: string;
}

/** Imports the file twice (the second time adds nothing), settles its differences, agrees and records the payment. */
export async function settlePayer(world: World, payerId: string, period: string): Promise<StatementOutcome> {
  const { accountant } = world;
  const { bytes, rows, planted } = await writeStatement(world, payerId, period);
  const name = `${payerId}-${period}.xlsx`;
  const hash = await accountant.upload(
    bytes,
    name,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
  const file = {
    payerId,
    blobHash: hash,
    fileName: name,
    period,
    mapping: {
      number: '工单号',
      amount: '结算金额',
      deduction: '扣款',
      deductionReason: '扣款原因',
      day: '完工日期',
      item: '结算项目',
      note: '备注',
    },
  };
  const first = await importFile(world, file);
  const again = await importFile(world, file);
  const statementId = first.statementId ?? '';
  await decide(world, statementId);
  const { statement, totals } = await accountant.call('money.statement', { id: statementId });
  const agreed = await accountant.call('money.agreeStatement', {
    id: statementId,
    version: statement.version,
  });
  void totals;
  if (agreed.agreedFen > 0) {
    const now = await accountant.call('money.statement', { id: statementId });
    await accountant.call('money.recordPayerPayment', {
      id: statementId,
      version: now.statement.version,
      amountFen: agreed.agreedFen,
      reference: `BANK-${payerId}`,
    });
  }
  return {
    payerId,
    rows,
    planted,
    matched: first.matched,
    differences: first.differences,
    open: first.open,
    againAdded: again.added,
    bytes,
    name,
  };
}

async function importFile(world: World, file: Parameters<World['accountant']['call']>[1] & object) {
  const { accountant } = world;
  const answer = await accountant.call('money.importStatement', file as never);
  return answer.jobId === null ? answer : ((await accountant.job(answer.jobId)) as typeof answer);
}

/** What the machine left: lines of strangers are refused, differences accepted, missing ones carried to next month. */
async function decide(world: World, statementId: string): Promise<void> {
  const { accountant } = world;
  const desk = await accountant.call('money.openDesk', { statementId, view: 'open' });
  const { rows } = await accountant.call('money.sliceDesk', {
    snapshotId: desk.snapshotId,
    from: 0,
    to: Math.max(1, desk.total),
  });
  for (const row of rows) {
    if (row === null || row.lineId === null || row.state !== 'open') continue;
    await accountant.call('money.refuseLine', { id: row.lineId, version: row.version });
  }
  const { differences } = await accountant.call('money.differences', {
    statementId,
    states: ['open'],
    limit: 500,
  });
  for (const difference of differences) {
    const target = { id: difference.id, version: difference.version };
    if (difference.lineId === null) await accountant.call('money.carryDifference', target);
    else await accountant.call('money.acceptDifference', { ...target, reason: '核对后认可' });
  }
}

/** Pay slips of everybody: prepared, confirmed, paid. */
export async function payPeople(world: World, period: string): Promise<number> {
  const { accountant } = world;
  await accountant.call('money.preparePay', { period });
  const { slips } = await accountant.call('money.paySlips', { period });
  let paid = 0;
  for (const slip of slips) {
    const confirmed = await accountant.call('money.confirmPay', { id: slip.id, version: slip.version });
    await accountant.call('money.payOut', { id: slip.id, version: confirmed.version });
    paid += 1;
  }
  return paid;
}

/** Audits what is verified; closes what is settled. Answers how many of each, and why the others stay. */
export async function auditAll(world: World): Promise<number> {
  let audited = 0;
  for (const row of await world.manager.listOrders(['audit'])) {
    if ((await world.manager.refusal('orders.audit', { id: row.id, version: row.version })) === null)
      audited += 1;
  }
  return audited;
}

export async function closeAll(world: World): Promise<{ closed: number; kept: Record<string, number> }> {
  let closed = 0;
  const kept: Record<string, number> = {};
  for (const row of await world.manager.listOrders(['settlement', 'closing'])) {
    const answer = await world.outlet.call(world.manager.session, 'orders.close', {
      id: row.id,
      version: row.version,
    });
    if (answer.ok) closed += 1;
    else {
      const why = String(answer.error.params.guard ?? answer.error.code);
      kept[why] = (kept[why] ?? 0) + 1;
    }
  }
  return { closed, kept };
}

/** The period sheet as a file. */
export async function exportSheet(
  world: World,
  period: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { jobId } = await world.accountant.call('money.exportPeriod', { period });
  const result = (await world.accountant.job(jobId)) as { hash: string; name: string };
  return { name: result.name, bytes: await world.outlet.ports.blobs.get(result.hash) };
}

/** Closes the month for good, then shows that it refuses a change. */
export async function closePeriod(
  world: World,
  period: string,
): Promise<{ closed: boolean; refused: string | null; open: string[] }> {
  const { accountant, manager } = world;
  const { items } = await manager.call('money.closeCheck', { period });
  const blocking = items.filter((item) => item.blocks && item.count > 0).map((item) => item.code);
  if (blocking.length > 0) return { closed: false, refused: null, open: blocking };
  const find = async () => (await manager.call('money.periods', {})).periods.find((one) => one.id === period);
  const row = await find();
  if (row === undefined) return { closed: false, refused: null, open: ['no_period'] };
  const soft =
    row.state === 'open'
      ? await manager.call('money.softClosePeriod', { id: period, version: row.version })
      : { version: row.version };
  await manager.call('money.closePeriod', {
    id: period,
    version: soft.version,
    acknowledged: items.map((item) => item.code),
  });
  const after = await find();
  const refused = await accountant.refusal('money.openPeriod', { id: period, version: after?.version ?? 1 });
  return { closed: after?.state === 'closed', refused, open: [] };
}

/** The month after, when statements come. */
export const statementMorning = (period: string): number => atLocal(addDays(`${period}-28`, 10), 9 * 60);
