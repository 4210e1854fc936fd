import type { Field, PaperNode } from '../layout/tree.ts';
import { fillWords, type PaperLanguage, type PaperWords } from '../words/index.ts';
import { formatInstant } from './format.ts';

/** What every paper says about its own printing. */
export interface PrintMark {
  /** UTC milliseconds of this printing. */
  printedAtMs: number;
  /** 1 for the first printing of this document, 2 for the second … */
  copyNo: number;
  /** Name of the person who printed it. */
  printedBy: string;
  /** IANA zone of the outlet; all instants on the paper are shown in it. */
  zone: string;
}

/** Present when the paper is void (its order was changed, cancelled or withdrawn by the platform). */
export interface VoidMark {
  reason: string;
}

export interface OutletHead {
  name: string;
  servicePhone: string;
  complaintPhone: string;
}

/** Fields of every document's data. */
export interface DocumentBase {
  language: PaperLanguage;
  /** A second language for every heading of a Chinese paper, beneath the first. */
  second?: 'en' | null;
  mark: PrintMark;
  voided?: VoidMark | null;
  outlet: OutletHead;
  /** The document's own number, also in the code in the corner. Printable ASCII. */
  number: string;
}

/** 作废 with its reason, or nothing. */
export function voidBanner(voided: VoidMark | null | undefined, words: PaperWords): PaperNode[] {
  if (!voided) return [];
  const nodes: PaperNode[] = [{ kind: 'banner', text: words.voided }];
  if (voided.reason !== '')
    nodes.push({ kind: 'line', text: `${words.voidReason}: ${voided.reason}`, bold: true });
  return nodes;
}

/** 打印时间, 第几次打印, 打印人. */
export function markLine(mark: PrintMark, words: PaperWords): PaperNode {
  const time = `${words.printedAt} ${formatInstant(mark.printedAtMs, mark.zone)}`;
  const copy = fillWords(words.copyNo, { n: mark.copyNo });
  return { kind: 'line', text: `${time} ${copy} ${words.printedBy} ${mark.printedBy}`, quiet: true };
}

/** A labelled value that is left out when it is empty. */
export function optional(
  label: string,
  value: string | null | undefined,
  more: Partial<Field> = {},
): Field[] {
  return value === null || value === undefined || value === '' ? [] : [{ label, value, ...more }];
}

/** A labelled value with room to write when it is empty. */
export function writeIn(label: string, value: string | null | undefined, more: Partial<Field> = {}): Field {
  return { label, value: value ?? '', writeIn: true, ...more };
}
