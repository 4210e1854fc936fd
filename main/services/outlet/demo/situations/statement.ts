import {
  addDays,
  addMonths,
  businessDay,
  dayStartMs,
  monthOf,
} from '../../../../../domain/time/business-day.ts';
import { importStatement, timesImported } from './import-statement.ts';
import { dayMs, tell, type Stage } from './stage.ts';

const payerId = 'PY-LZ';
const surnames = ['闵', '邱', '颜', '汤', '樊', '霍', '岳', '管', '卜'];

/**
 * Situation 20 · 对账单: the maker's statement of last month. One order stands in two rows, one is paid at the old
 * price, one carries a fine, one is refused for its bar code, one is not in it at all, one row is not ours.
 */
export async function plantStatement(stage: Stage): Promise<void> {
  const period = addMonths(monthOf(stage.today), -1);
  for (const [at, surname] of surnames.entries()) plantWork(stage, period, at, `${surname}女士`);
  const fileName = `凌泽结算明细_${period.replace('-', '')}.csv`;
  if (timesImported(stage, payerId) > 0) return;
  const bytes = Buffer.from(`\uFEFF${fileOf(stage, period)}`, 'utf8');
  await importStatement(stage, { payerId, period, fileName, bytes });
}

/** An air conditioner put up in the middle of that month, audited and unpaid. */
function plantWork(stage: Stage, period: string, at: number, name: string): void {
  const day = addDays(`${period}-09`, at);
  const write = tell(stage, {
    id: `LZ77000020${at}0`,
    connection: 'C-LZ',
    item: 'AZ-KT-GJ',
    models: ['KFR-35GW/LZB3'],
    household: { name, phone: `1380000067${at}`, estate: at, door: `${at + 1}栋${at + 2}02` },
    state: 'audited',
    staffId: at % 2 === 0 ? 'T01' : 'T02',
    daysAgo: Math.round((dayStartMs(stage.today) - dayStartMs(day)) / dayMs),
  });
  stage.run(`statement_work_${at}`, (tx) => void write(tx));
}

/** The payer's file over what it owes for the month, with what payers do to such files. Sums in yuan. */
function fileOf(stage: Stage, period: string): string {
  const rows = stage.store.read
    .prepare(
      `SELECT w.upstream_number AS number, w.finished_at AS finishedAt, sum(f.amount_fen) AS fen FROM fee_line f JOIN work_order w ON w.id = f.work_order_id
       WHERE f.party = 'payer' AND f.party_id = ? AND f.period = ? AND f.state = 'open' AND w.upstream_number IS NOT NULL GROUP BY w.id ORDER BY w.finished_at, w.id`,
    )
    .all(payerId, period) as { number: string; finishedAt: number; fen: number }[];
  const planted = rows.filter((row) => row.number.startsWith('LZ77000020'));
  const special = new Map(planted.map((row, at) => [row.number, at]));
  const lines = [
    ['序号', '工单号', '服务类型', '完工日期', '安装费', '扣款', '扣款原因', '结算金额', '结算状态', '备注'],
  ];
  const put = (
    number: string,
    day: string,
    fen: number,
    more: Partial<Record<4 | 5 | 6 | 8 | 9, string>> = {},
  ) =>
    lines.push([
      String(lines.length),
      number,
      '安装',
      day,
      more[4] ?? yuan(fen),
      more[5] ?? '',
      more[6] ?? '',
      yuan(fen),
      more[8] ?? '已结算',
      more[9] ?? '',
    ]);
  for (const { number, finishedAt, fen } of rows) {
    const day = businessDay(finishedAt);
    switch (special.get(number)) {
      case 0:
        put(number, day, fen);
        put(number, day, fen, { 9: '重复行' });
        break;
      case 1:
        put(number, day, fen - 2_000, { 9: '按旧价' });
        break;
      case 2:
        put(number, day, fen - 2_000, { 4: yuan(fen), 5: '20.00', 6: '超时罚款' });
        break;
      case 3:
        put(number, day, 0, { 4: yuan(fen), 8: '不予结算', 9: '条码不符' });
        break;
      case 4:
        break;
      default:
        put(number, day, fen);
    }
  }
  put('LZ0000000404', `${period}-20`, 13_000);
  return lines.map((cells) => cells.join(',')).join('\n');
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
