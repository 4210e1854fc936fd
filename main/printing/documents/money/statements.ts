import type { Field, Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, writeIn } from '../common.ts';
import { formatFen, formatInstant, formatMilli } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 结算对账单 of a maker or brand: its rows beside what we know of the order. */
export interface PayerStatementData extends DocumentBase {
  payer: string;
  /** YYYY-MM. */
  month: string;
  outletCode: string;
  lines: {
    orderNumber: string;
    serviceType: string;
    category: string;
    model: string;
    indoorCode: string;
    outdoorCode: string;
    user: string;
    phone: string;
    county: string;
    finishedMs: number | null;
    uploadedMs: number | null;
    item: string;
    quantityMilli: number;
    unitFen: number;
    workFen: number;
    distanceM: number | null;
    distanceFen: number;
    heightFen: number;
    materialFen: number;
    subsidyFen: number;
    /** Hundredths of a percent; null where the payer named none. */
    coefficientBp: number | null;
    deductionFen: number;
    deductionReason: string;
    settledFen: number;
    /** In words. */
    state: string;
    refusedReason: string;
    remark: string;
  }[];
  dueFen: number;
  finesFen: number;
  oldPartsFen: number;
  retentionFen: number;
  paidFen: number;
  /** Thousandths; null where the payer's terms name none. */
  taxMilli: number | null;
  invoiceFen: number;
}

/** Several short facts in one cell, one below the other; empty ones at the end leave no line. */
const stacked = (...texts: string[]): string => texts.join('\n').trimEnd();
const some = (fen: number): string => (fen === 0 ? '' : formatFen(fen));

/** The statement as a tree. Pure. */
export function payerStatement(data: PayerStatementData): Paper {
  const words = paperWords(data.language);
  const { zone } = data.mark;
  const day = (atMs: number | null) => formatInstant(atMs, zone).slice(0, 10);
  const heads: [titles: string[], weight: number, main?: boolean][] = [
    [[words.seq], 0.7, true],
    [[words.workOrderNumber, words.serviceType, words.finishedDay, words.uploadedDay], 2.1, true],
    [[words.productClass, words.modelShort, words.indoorCode, words.outdoorCode], 2.6],
    [[words.userName, words.phoneOfUser, words.county], 1.9],
    [[words.settleItem, words.quantity, words.unitPrice], 1.6],
    [[words.workFee, words.feeMaterial, words.subsidy], 1.6],
    [[words.distanceKm, words.feeDistance, words.feeHeight], 1.3],
    [[words.coefficient, words.deducted, words.deductionReason], 1.5],
    [[words.settledAmount, words.settledState, words.refusedReason], 1.8],
    [[words.remark], 1.4],
  ];
  const foot: Field[] = [
    { label: words.dueInAll, value: formatFen(data.dueFen), span: 3 },
    { label: words.finesInAll, value: formatFen(data.finesFen), span: 3 },
    { label: words.oldPartsDeducted, value: formatFen(data.oldPartsFen), span: 3 },
    writeIn(words.partsSetOff, '', { span: 3 }),
    { label: words.retention, value: formatFen(data.retentionFen), span: 3 },
    { label: words.actuallyPaid, value: formatFen(data.paidFen), span: 3 },
    writeIn(words.taxRate, data.taxMilli === null ? '' : `${formatMilli(data.taxMilli * 100)}%`, { span: 3 }),
    { label: words.invoiceAmount, value: `￥${formatFen(data.invoiceFen)}`, span: 3, strong: true },
  ];
  return framed(data, words.payerStatementPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.settleMonth, value: data.month, span: 3, strong: true },
        { label: words.outletCode, value: data.outletCode, span: 3 },
        { label: words.outletName, value: data.outlet.name, span: 6 },
        { label: words.theirReconciler, value: data.payer, span: 12 },
      ],
    },
    {
      kind: 'table',
      columns: heads.map(([titles, weight, main]) => ({
        title: titles.join('\n'),
        weight,
        ...(main === true ? {} : { below: true }),
        ...(titles[0] === words.seq ? { width: 4 } : {}),
      })),
      rows: data.lines.map((line, at) => [
        String(at + 1),
        stacked(line.orderNumber, line.serviceType, day(line.finishedMs), day(line.uploadedMs)),
        stacked(line.category, line.model, line.indoorCode, line.outdoorCode),
        stacked(line.user, line.phone, line.county),
        stacked(line.item, formatMilli(line.quantityMilli), formatFen(line.unitFen)),
        stacked(some(line.workFen), some(line.materialFen), some(line.subsidyFen)),
        stacked(
          line.distanceM === null ? '' : formatMilli(line.distanceM),
          some(line.distanceFen),
          some(line.heightFen),
        ),
        stacked(
          line.coefficientBp === null ? '' : `${formatMilli(line.coefficientBp * 10)}%`,
          some(line.deductionFen),
          line.deductionReason,
        ),
        stacked(formatFen(line.settledFen), line.state, line.refusedReason),
        line.remark,
      ]),
    },
    { kind: 'keep', children: [{ kind: 'spacer' }, { kind: 'fields', items: foot }] },
    ...signatures([words.ourReconciler], [words.theirReconciler], [words.date]),
  ]);
}

/** 平台对账单. */
export interface PlatformStatementData extends DocumentBase {
  payer: string;
  month: string;
  lines: {
    flowNumber: string;
    redeemNumber: string;
    mainOrderNumber: string;
    serviceOrderNumber: string;
    redeemedMs: number | null;
    bookedDay: string;
    feeName: string;
    amountFen: number;
    rateBp: number | null;
    commissionFen: number;
    refundFen: number;
    penaltyFen: number;
    receivedFen: number;
    state: string;
    remark: string;
  }[];
  amountFen: number;
  receivedFen: number;
}

/** The statement as a tree. Pure. */
export function platformStatement(data: PlatformStatementData): Paper {
  const words = paperWords(data.language);
  const columns: [titles: string[], weight: number, align?: 'right'][] = [
    [[words.flowNumber, words.redeemNumber], 2.4],
    [[words.mainOrderNumber, words.serviceOrderNumber], 2.4],
    [[words.redeemedAt, words.bookedAt], 2.2],
    [[words.inOrOut, words.feeName], 1.6],
    [[words.amount], 1.5, 'right'],
    [[words.commissionRate, words.commission], 1.3, 'right'],
    [[words.refund, words.penalty], 1.3, 'right'],
    [[words.received], 1.5, 'right'],
    [[words.state, words.remark], 2],
  ];
  return framed(data, words.platformStatementPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.settleMonth, value: data.month, span: 3, strong: true },
        { label: words.platformBrand, value: data.payer, span: 9 },
      ],
    },
    {
      kind: 'table',
      columns: columns.map(([titles, weight, align], at) => ({
        title: titles.join('\n'),
        weight,
        align,
        ...(at < 2 ? {} : { below: true }),
      })),
      rows: data.lines.map((line) => [
        stacked(line.flowNumber, line.redeemNumber),
        stacked(line.mainOrderNumber, line.serviceOrderNumber),
        stacked(formatInstant(line.redeemedMs, data.mark.zone), line.bookedDay),
        stacked(line.receivedFen < 0 ? words.expense : words.income, line.feeName),
        formatFen(line.amountFen),
        stacked(
          line.rateBp === null ? '' : `${formatMilli(line.rateBp * 10)}%`,
          line.commissionFen === 0 ? '' : formatFen(line.commissionFen),
        ),
        stacked(some(line.refundFen), some(line.penaltyFen)),
        formatFen(line.receivedFen),
        stacked(line.state, line.remark),
      ]),
      foot: [
        { label: words.amount, value: formatFen(data.amountFen) },
        { label: words.received, value: `￥${formatFen(data.receivedFen)}` },
      ],
    },
    ...signatures([words.ourReconciler], [words.approval], [words.date]),
  ]);
}

/** 月结客户对账单: ours to a customer billed by the month. */
export interface CustomerStatementData extends DocumentBase {
  customer: string;
  /** YYYY-MM. */
  period: string;
  lines: {
    day: string;
    orderNumber: string;
    reporter: string;
    item: string;
    quantityMilli: number;
    unitFen: number;
    labourFen: number;
    partsFen: number;
    totalFen: number;
  }[];
  earlierFen: number;
  dueFen: number;
  paidFen: number;
  balanceFen: number;
}

/** The statement as a tree. Pure. */
export function customerStatement(data: CustomerStatementData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.customerStatementPaper, [
    {
      kind: 'fields',
      items: [
        { label: words.customer, value: data.customer, span: 8, strong: true },
        { label: words.billedPeriod, value: data.period, span: 4, strong: true },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 0.8 },
        { title: words.date, weight: 1.8, below: true },
        { title: words.workOrderNumber, weight: 2.2 },
        { title: words.reporterRoom, weight: 3.4, below: true },
        { title: words.billedItem, weight: 3, below: true },
        { title: words.quantity, weight: 1.1, align: 'right', below: true },
        { title: words.unitPrice, weight: 1.6, align: 'right', below: true },
        { title: words.labourFee, weight: 1.6, align: 'right', below: true },
        { title: words.partsFee, weight: 1.6, align: 'right', below: true },
        { title: words.total, width: 10, weight: 1.8, align: 'right' },
      ],
      rows: data.lines.map((line, at) => [
        String(at + 1),
        line.day,
        line.orderNumber,
        line.reporter,
        line.item,
        formatMilli(line.quantityMilli),
        formatFen(line.unitFen),
        formatFen(line.labourFen),
        formatFen(line.partsFen),
        formatFen(line.totalFen),
      ]),
    },
    {
      kind: 'keep',
      children: [
        { kind: 'spacer' },
        {
          kind: 'fields',
          items: [
            { label: words.earlierUnpaid, value: formatFen(data.earlierFen), span: 3 },
            { label: words.dueNow, value: formatFen(data.dueFen), span: 3 },
            { label: words.paidSoFar, value: formatFen(data.paidFen), span: 3 },
            { label: words.balance, value: `￥${formatFen(data.balanceFen)}`, span: 3, strong: true },
          ],
        },
      ],
    },
    ...signatures([words.ourReconciler], [words.reconcileStamp], [words.date]),
  ]);
}
