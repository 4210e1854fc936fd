import type { Field, Paper } from '../../layout/tree.ts';
import { type PaperWords, paperWords } from '../../words/index.ts';
import { type DocumentBase, optional } from '../common.ts';
import { formatFen, formatPhone } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** A machine or goods of a user that lie with us: taken in, to be fetched, or taken over for good. */
export interface CustodyData extends DocumentBase {
  inDay: string;
  user: string;
  phone: string;
  what: string;
  machineCode: string;
  accessories: string;
  /** 外观. */
  damage: string;
  fault: string;
  estimateFen: number | null;
  paidBeforeFen: number;
  storageFen: number;
  dueDay?: string | null;
  workOrderNumber?: string | null;
  place: string;
  handedTo?: string | null;
  takenBy: string;
}

const thing = (data: CustodyData, words: PaperWords): Field[] => [
  { label: words.userName, value: data.user, strong: true },
  { label: words.userPhone, value: formatPhone(data.phone) },
  ...optional(words.workOrderNumber, data.workOrderNumber),
  { label: words.itemKept, value: data.what, span: 8, strong: true },
  ...optional(words.bodyCode, data.machineCode, { span: 4 }),
];

/** 送修接机单. Pure. */
export function repairIntake(data: CustodyData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.repairIntake, [
    {
      kind: 'fields',
      items: [
        { label: words.takenInDay, value: data.inDay },
        ...thing(data, words),
        { label: words.withIt, value: data.accessories, span: 6 },
        { label: words.looks, value: data.damage, span: 6 },
        { label: words.symptom, value: data.fault, span: 12 },
        { label: words.estimate, value: data.estimateFen === null ? '' : formatFen(data.estimateFen) },
        { label: words.paidBefore, value: formatFen(data.paidBeforeFen) },
        { label: words.fetchBy, value: data.dueDay ?? '' },
      ],
    },
    { kind: 'line', text: words.keepingHint },
    ...signatures([words.userSignature], [words.takenInBy, data.takenBy], [words.outletStamp]),
  ]);
}

/** 取机凭证. Pure. */
export function pickupVoucher(data: CustodyData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.pickupVoucher, [
    {
      kind: 'fields',
      items: [
        ...thing(data, words),
        { label: words.takenInDay, value: data.inDay },
        { label: words.fetchBy, value: data.dueDay ?? '' },
        ...optional(words.withIt, data.accessories, { span: 12 }),
        { label: words.paidBefore, value: formatFen(data.paidBeforeFen) },
        ...(data.storageFen === 0 ? [] : [{ label: words.storageFee, value: formatFen(data.storageFen) }]),
        ...optional(words.servicePhone, data.outlet.servicePhone),
      ],
    },
    { kind: 'line', text: words.pickupHint },
    ...signatures([words.fetchedBy, data.handedTo ?? null], [words.date]),
  ]);
}

/** 旧机回收单. Pure. */
export function tradeIn(data: CustodyData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.tradeIn, [
    {
      kind: 'fields',
      items: [
        { label: words.takenOverDay, value: data.inDay },
        ...thing(data, words),
        { label: words.looks, value: data.damage, span: 6 },
        { label: words.withIt, value: data.accessories, span: 6 },
        ...(data.estimateFen === null
          ? []
          : [{ label: words.takenOverFor, value: `￥${formatFen(data.estimateFen)}` }]),
        ...optional(words.place, data.place),
      ],
    },
    { kind: 'line', text: words.tradeInHint },
    ...signatures([words.userSignature], [words.takenOverBy, data.takenBy], [words.outletStamp]),
  ]);
}
