import type { Paper } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { capitalAmount } from '../capital-amount.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatFen, formatInstant, formatMilli, formatPhone } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 报价单: what the user says yes to before work begins. */
export interface QuoteData extends DocumentBase {
  workOrderNumber: string;
  user: string;
  phone: string;
  address: string;
  machine: string;
  lines: { name: string; quantityMilli: number; unitPriceFen: number; amountFen: number }[];
  totalFen: number;
  validUntilMs: number | null;
  state: string;
  agreedHow?: string | null;
  technician: string;
}

/** The quote as a tree. Pure. */
export function quotePaper(data: QuoteData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.quotePaper, [
    {
      kind: 'fields',
      items: [
        { label: words.workOrderNumber, value: data.workOrderNumber },
        { label: words.userName, value: data.user, strong: true },
        { label: words.userPhone, value: formatPhone(data.phone) },
        { label: words.address, value: data.address, span: 12 },
        ...optional(words.productOrItem, data.machine, { span: 12 }),
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 1 },
        { title: words.quoteItem, weight: 6 },
        { title: words.quantity, width: 6, weight: 1.5, align: 'right' },
        { title: words.unitPrice, weight: 2, align: 'right', below: true },
        { title: words.amount, width: 10, weight: 2, align: 'right' },
      ],
      rows: data.lines.map((line, at) => [
        String(at + 1),
        line.name,
        formatMilli(line.quantityMilli),
        formatFen(line.unitPriceFen),
        formatFen(line.amountFen),
      ]),
      foot: [{ label: words.total, value: `￥${formatFen(data.totalFen)}` }],
    },
    {
      kind: 'fields',
      items: [
        { label: words.totalInWords, value: capitalAmount(data.totalFen), span: 12 },
        ...optional(words.validUntil, formatInstant(data.validUntilMs, data.mark.zone), { span: 6 }),
        { label: words.state, value: data.state, span: 3 },
        ...optional(words.agreedHow, data.agreedHow, { span: 3 }),
      ],
    },
    { kind: 'line', text: words.quoteHint },
    ...signatures([words.userSignature], [words.technicianSignature, data.technician], [words.date]),
  ]);
}
