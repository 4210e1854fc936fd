import iconv from 'iconv-lite';
import {
  addDays,
  addMonths,
  businessDay,
  dayStartMs,
  monthOf,
} from '../../../../../domain/time/business-day.ts';
import { importStatement, timesImported } from './import-statement.ts';
import { dayMs, tell, type Stage } from './stage.ts';

const payerId = 'PY-BY';
const surnames = ['温', '庄', '柴', '瞿', '阮', '习'];
const headings =
  '服务单号,服务类别,机型,机身条码,用户,手机,完工时间,结算项目,数量,单价,金额,奖励,罚款,罚款说明,应付';

/**
 * Situation 21 · 北屿文件: last month's file in GBK with a line of sums. It came again with three lines put right; the
 * second import changes those three and nothing else.
 */
export async function plantMakerFile(stage: Stage): Promise<void> {
  const period = addMonths(monthOf(stage.today), -1);
  for (const [at, surname] of surnames.entries()) plantWork(stage, period, at, `${surname}先生`);
  const fileName = `北屿${period.replace('-', '')}对账.csv`;
  for (const [done, isCorrected] of [false, true].entries()) {
    if (timesImported(stage, payerId) > done) continue;
    const bytes = iconv.encode(fileOf(stage, period, isCorrected), 'gb18030');
    await importStatement(stage, { payerId, period, fileName, bytes });
  }
}

/** A washing machine put up in that month, audited and unpaid. */
function plantWork(stage: Stage, period: string, at: number, name: string): void {
  const day = addDays(`${period}-11`, at * 2);
  const write = tell(stage, {
    id: `BY77000021${at}0`,
    connection: 'C-BY',
    item: 'AZ-XYJ',
    models: ['XQG100-BYD1'],
    household: { name, phone: `1380000068${at}`, estate: at + 1, door: `${at + 3}栋${at + 4}01` },
    state: 'audited',
    staffId: 'T04',
    daysAgo: Math.round((dayStartMs(stage.today) - dayStartMs(day)) / dayMs),
  });
  stage.run(`maker_file_${at}`, (tx) => void write(tx));
}

/** What they owe for the month. The first file has one price too low, one fine too many and one reward forgotten. */
function fileOf(stage: Stage, period: string, isCorrected: boolean): string {
  const rows = stage.store.read
    .prepare(
      `SELECT w.upstream_number AS number, w.finished_at AS finishedAt, sum(f.amount_fen) AS fen FROM fee_line f JOIN work_order w ON w.id = f.work_order_id
       WHERE f.party = 'payer' AND f.party_id = ? AND f.period = ? AND w.upstream_number IS NOT NULL GROUP BY w.id ORDER BY w.finished_at, w.id`,
    )
    .all(payerId, period) as { number: string; finishedAt: number; fen: number }[];
  const planted = rows.filter((row) => row.number.startsWith('BY77000021')).map((row) => row.number);
  let sumFen = 0;
  const lines = rows.map(({ number, finishedAt, fen }) => {
    const wrong = isCorrected ? -1 : planted.indexOf(number);
    const priceFen = wrong === 1 ? fen - 1_000 : fen;
    const fineFen = wrong === 3 ? 1_500 : 0;
    const dueFen = priceFen - fineFen - (wrong === 4 ? 500 : 0);
    sumFen += dueFen;
    const cells = [number, '安装', '', '', '', '', businessDay(finishedAt), '安装费', '1', yuan(priceFen)];
    const why = fineFen === 0 ? '' : '超时';
    return [...cells, yuan(priceFen), '', fineFen === 0 ? '' : yuan(fineFen), why, yuan(dueFen)].join(',');
  });
  const total = ['合计', ...Array.from({ length: 13 }, () => ''), yuan(sumFen)].join(',');
  return [headings, ...lines, total].join('\r\n');
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
