import type { Field, Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { capitalAmount } from '../capital-amount.ts';
import { type DocumentBase, optional, writeIn } from '../common.ts';
import { formatFen, formatInstant } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** Somebody whom money of the outlet concerns, as every voucher names him. */
export interface HolderHead {
  name: string;
  staffNumber: string;
  team: string;
}

/** 罚款单. */
export interface FineData extends DocumentBase {
  person: HolderHead;
  atMs: number;
  /** 事由. */
  matter: string;
  /** 依据: whose rule or statement it stands on. */
  basis: string;
  upstreamNumber?: string | null;
  workOrderNumber?: string | null;
  amountFen: number;
  evidence: string;
  appealUntilMs: number | null;
  /** In words, with whoever bears it. */
  state: string;
}

/** 借支单. */
export interface AdvanceData extends DocumentBase {
  person: HolderHead;
  atMs: number;
  amountFen: number;
  repaidFen: number;
  state: string;
  paidBy: string;
}

/** 押金收据: one move of a deposit. */
export interface DepositReceiptData extends DocumentBase {
  person: HolderHead;
  atMs: number;
  move: 'paid' | 'returned' | 'taken';
  amountFen: number;
  balanceFen: number;
  note?: string | null;
  handledBy: string;
}

/** 押金余额确认. */
export interface DepositBalanceData extends DocumentBase {
  person: HolderHead;
  moves: { day: string; number: string; matter: string; amountFen: number; balanceFen: number }[];
  balanceFen: number;
}

const amounts = (fen: number, label: string, inWords: string): Field[] => [
  { label, value: `￥${formatFen(fen)}`, strong: true },
  { label: inWords, value: capitalAmount(fen), span: 8 },
];

/** The fine as a tree. Pure. */
export function fine(data: FineData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.finePaper, [
    {
      kind: 'fields',
      items: [
        { label: words.personFined, value: data.person.name, strong: true },
        { label: words.staffNumber, value: data.person.staffNumber },
        { label: words.date, value: formatInstant(data.atMs, data.mark.zone) },
        { label: words.matter, value: data.matter, span: 12 },
        { label: words.basis, value: data.basis, span: 12 },
        { label: words.higherNumber, value: data.upstreamNumber ?? '', span: 6 },
        { label: words.workOrderNumber, value: data.workOrderNumber ?? '', span: 6 },
        ...amounts(data.amountFen, words.amount, words.totalInWords),
        { label: words.evidence, value: data.evidence, span: 12 },
        writeIn(words.appealUntil, formatInstant(data.appealUntilMs, data.mark.zone), { span: 6 }),
        { label: words.state, value: data.state, span: 6 },
      ],
    },
    { kind: 'line', text: words.fineHint },
    ...signatures([words.ownSignature], [words.approval], [words.date]),
  ]);
}

/** The advance as a tree. Pure. */
export function advance(data: AdvanceData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.advancePaper, [
    {
      kind: 'fields',
      items: [
        { label: words.borrower, value: data.person.name, strong: true },
        { label: words.staffNumber, value: data.person.staffNumber },
        { label: words.team, value: data.person.team },
        { label: words.borrowedDay, value: formatInstant(data.atMs, data.mark.zone) },
        ...amounts(data.amountFen, words.amount, words.totalInWords),
        writeIn(words.matter, '', { span: 12 }),
        { label: words.repaid, value: formatFen(data.repaidFen) },
        { label: words.leftToRepay, value: formatFen(data.amountFen - data.repaidFen) },
        { label: words.repayHow, value: words.repayFromPay },
        { label: words.state, value: data.state },
      ],
    },
    ...signatures([words.borrowerSignature], [words.paidOutBy, data.paidBy], [words.approval]),
  ]);
}

/** The receipt of a deposit as a tree. Pure. */
export function depositReceipt(data: DepositReceiptData): Paper {
  const words = paperWords(data.language);
  const matter = { paid: words.depositPaid, returned: words.depositReturned, taken: words.depositTaken };
  return framed(data, words.depositReceiptPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.receivedFrom, value: data.person.name, strong: true },
        { label: words.staffNumber, value: data.person.staffNumber },
        { label: words.date, value: formatInstant(data.atMs, data.mark.zone) },
        { label: words.depositMatter, value: matter[data.move] },
        ...amounts(Math.abs(data.amountFen), words.amount, words.totalInWords),
        { label: words.depositBalance, value: formatFen(data.balanceFen) },
        ...optional(words.remark, data.note, { span: 12 }),
      ],
    },
    { kind: 'line', text: words.depositReceiptHint },
    ...signatures([words.payerSignature], [words.handledBy, data.handledBy], [words.outletStamp]),
  ]);
}

/** The balance of a deposit, move by move, as a tree. Pure. */
export function depositBalance(data: DepositBalanceData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.depositBalancePaper, [
    {
      kind: 'fields',
      items: [
        { label: words.fullName, value: data.person.name, strong: true },
        { label: words.staffNumber, value: data.person.staffNumber },
        { label: words.asOf, value: formatInstant(data.mark.printedAtMs, data.mark.zone) },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.date, width: 10, weight: 2 },
        { title: words.slipNumber, weight: 2.6, below: true },
        { title: words.depositMatter, weight: 4 },
        { title: words.movedIn, width: 9, weight: 1.8, align: 'right' },
        { title: words.movedOut, width: 9, weight: 1.8, align: 'right' },
        { title: words.balance, weight: 1.8, align: 'right', below: true },
      ],
      rows: data.moves.map((move) => [
        move.day,
        move.number,
        move.matter,
        move.amountFen > 0 ? formatFen(move.amountFen) : '',
        move.amountFen < 0 ? formatFen(-move.amountFen) : '',
        formatFen(move.balanceFen),
      ]),
      foot: [{ label: words.depositBalance, value: `￥${formatFen(data.balanceFen)}` }],
    },
    {
      kind: 'fields',
      items: [{ label: words.totalInWords, value: capitalAmount(data.balanceFen), span: 12 }],
    },
    { kind: 'line', text: words.depositHint },
    ...signatures([words.ownSignature], [words.outletStamp], [words.date]),
  ]);
}
