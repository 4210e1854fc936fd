import type { Field, Paper } from '../../layout/tree.ts';
import { type PaperWords, paperWords, type WordKey } from '../../words/index.ts';
import { capitalAmount } from '../capital-amount.ts';
import { type DocumentBase, writeIn } from '../common.ts';
import { formatFen, formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** Sums a slip shows apart; absent leaves a line to write on, since no program here reckons it. */
export const commissionKinds = ['partsShare', 'extrasShare', 'warrantySold', 'cleanCards'] as const;
export const allowanceKinds = [
  'basePay',
  'fullAttendance',
  'distanceMoney',
  'heightMoney',
  'nightMoney',
  'heatMoney',
  'fuelMoney',
  'phoneMoney',
  'mentorMoney',
  'otherMoney',
] as const;
export const deductionKinds = [
  'finesAndOldParts',
  'reworkBack',
  'materialShort',
  'advances',
  'depositDue',
  'insurance',
] as const;
type Sums<Kind extends string> = Partial<Record<Kind, number>>;

/** 师傅工资单. Amounts in fen. */
export interface PaySlipData extends DocumentBase {
  /** YYYY-MM. */
  month: string;
  name: string;
  staffNumber: string;
  team: string;
  employment: string;
  /** In words. */
  state: string;
  pieces: {
    day: string;
    orderNumber: string;
    service: string;
    quantityMilli: number;
    unitFen: number;
    /** Thousandths of the piece. */
    shareMilli: number;
    amountFen: number;
    held: boolean;
  }[];
  commissions: Sums<(typeof commissionKinds)[number]>;
  allowances: Sums<(typeof allowanceKinds)[number]>;
  deductions: Sums<(typeof deductionKinds)[number]>;
  /** Money of users he still has: handed in, not set off. */
  cashHeldFen: number;
  carriedFen: number;
  releasedFen: number | null;
  dueFen: number;
  deductedFen: number;
  netFen: number;
  depositFen: number;
  oldParts: { pieces: number; amountFen: number };
}

function sums<Kind extends WordKey>(kinds: readonly Kind[], from: Sums<Kind>, words: PaperWords): Field[] {
  return kinds.map((kind) => {
    const fen = from[kind];
    return writeIn(words[kind], fen === undefined ? '' : formatFen(fen), { span: 3 });
  });
}

/** The slip as a tree. Pure. */
export function paySlip(data: PaySlipData): Paper {
  const words = paperWords(data.language);
  const money = (label: string, fen: number, more: Partial<Field> = {}): Field => ({
    label,
    value: formatFen(fen),
    span: 3,
    ...more,
  });
  return framed(data, words.payPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.payMonth, value: data.month, span: 3, strong: true },
        { label: words.fullName, value: data.name, span: 3, strong: true },
        { label: words.staffNumber, value: data.staffNumber, span: 3 },
        { label: words.team, value: data.team, span: 3 },
        { label: words.employment, value: data.employment, span: 6 },
        { label: words.state, value: data.state, span: 6 },
      ],
    },
    { kind: 'section', title: words.sectionPieces },
    {
      kind: 'table',
      columns: [
        { title: words.date, width: 10, weight: 1.8 },
        { title: words.workOrderNumber, weight: 2.3, below: true },
        { title: words.serviceDone, weight: 4 },
        { title: words.quantity, weight: 1, align: 'right', below: true },
        { title: words.unitPrice, weight: 1.5, align: 'right', below: true },
        { title: words.sharePercent, weight: 1.4, align: 'right', below: true },
        { title: words.state, weight: 1.2, below: true },
        { title: words.amount, width: 10, weight: 1.8, align: 'right' },
      ],
      rows: data.pieces.map((piece) => [
        piece.day,
        piece.orderNumber,
        piece.service,
        formatMilli(piece.quantityMilli),
        formatFen(piece.unitFen),
        formatMilli(piece.shareMilli * 100),
        piece.held ? words.payHeld : words.payDue,
        formatFen(piece.amountFen),
      ]),
    },
    { kind: 'section', title: words.sectionCommission },
    { kind: 'fields', items: sums(commissionKinds, data.commissions, words) },
    { kind: 'section', title: words.sectionAllowance },
    { kind: 'fields', items: sums(allowanceKinds, data.allowances, words) },
    { kind: 'section', title: words.sectionDeductions },
    {
      kind: 'fields',
      items: [
        ...sums(deductionKinds, data.deductions, words),
        {
          label: words.notHandedIn,
          value: `${formatFen(data.cashHeldFen)}${data.cashHeldFen === 0 ? '' : ` (${words.notSetOff})`}`,
          span: 6,
        },
      ],
    },
    {
      kind: 'keep',
      children: [
        { kind: 'spacer' },
        {
          kind: 'fields',
          items: [
            money(words.carriedOver, data.carriedFen),
            writeIn(words.releasedNow, data.releasedFen === null ? '' : formatFen(data.releasedFen), {
              span: 3,
            }),
            money(words.payTotal, data.dueFen),
            money(words.deductionTotal, data.deductedFen),
            { label: words.netPay, value: `￥${formatFen(data.netFen)}`, span: 4, strong: true },
            { label: words.totalInWords, value: capitalAmount(data.netFen), span: 8 },
            money(words.depositBalance, data.depositFen, { span: 4 }),
            {
              label: words.oldPartsWithHim,
              value: `${data.oldParts.pieces}/${formatFen(data.oldParts.amountFen)}`,
              span: 8,
            },
          ],
        },
        ...signatures([words.signature], [words.approval], [words.date]),
      ],
    },
  ]);
}
