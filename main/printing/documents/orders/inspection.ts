import type { Paper } from '../../layout/tree.ts';
import { fillWords, paperWords } from '../../words/index.ts';
import { type DocumentBase, optional, writeIn } from '../common.ts';
import { formatInstant, formatPhone } from '../format.ts';
import { framed, signatures } from '../frame.ts';

/** 鉴定单: what was found on a machine and what follows from it, for the maker, the shop and the user. */
export interface InspectionData extends DocumentBase {
  payer: string;
  upstreamNumber?: string | null;
  user: string;
  phone: string;
  address: string;
  symptom: string;
  inspectedAtMs: number | null;
  machines: {
    brand: string;
    model: string;
    code: string;
    purchaseDay: string;
    purchasePlace: string;
    warranty: string;
    fault: string;
    cause: string;
    measure: string;
    result: string;
  }[];
  technician: string;
}

/** The sheet as a tree. Pure. */
export function inspection(data: InspectionData): Paper {
  const words = paperWords(data.language);
  return framed(data, words.inspectionSheet, [
    {
      kind: 'fields',
      items: [
        ...optional(words.platformBrand, data.payer),
        ...optional(words.upstreamNumber, data.upstreamNumber),
        { label: words.userName, value: data.user },
        { label: words.userPhone, value: formatPhone(data.phone) },
        { label: words.address, value: data.address, span: 12 },
        ...optional(words.symptom, data.symptom, { span: 12 }),
        writeIn(words.inspectedAt, formatInstant(data.inspectedAtMs, data.mark.zone), { span: 6 }),
        { label: words.inspector, value: data.technician, span: 6 },
      ],
    },
    ...data.machines.flatMap((machine, at) => [
      {
        kind: 'section' as const,
        title:
          data.machines.length === 1
            ? words.sectionProduct
            : fillWords(words.sectionProductN, { n: at + 1, total: data.machines.length }),
      },
      {
        kind: 'fields' as const,
        items: [
          { label: words.brand, value: machine.brand },
          { label: words.model, value: machine.model, span: 8 },
          writeIn(words.bodyCode, machine.code, { span: 6 }),
          ...optional(words.purchaseDay, machine.purchaseDay, { span: 3 }),
          ...optional(words.purchasePlace, machine.purchasePlace, { span: 3 }),
          { label: words.warranty, value: machine.warranty, span: 3 },
          writeIn(words.faultCode, machine.fault, { span: 3 }),
          writeIn(words.faultCause, machine.cause, { span: 6 }),
          writeIn(words.measure, machine.measure, { span: 12 }),
          writeIn(words.conclusion, machine.result, { span: 12, strong: true }),
        ],
      },
    ]),
    { kind: 'line', text: words.conclusionChoices },
    ...signatures([words.inspector, data.technician], [words.userSignature], [words.outletStamp]),
  ]);
}
