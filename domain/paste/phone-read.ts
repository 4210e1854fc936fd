/** Which of the numbers is the one to call, and what is doubtful about them. */
import { type Canvas, type Chunk, claim, reading, taken } from './canvas.ts';
import type { Label } from './labels.ts';
import { type FoundPhone, findPhones } from './phones.ts';
import type { PastedPhone, PasteQuestion, Reading } from './types.ts';

export interface PhonesRead {
  phone: Reading<PastedPhone> | null;
  others: Reading<PastedPhone>[];
  questions: PasteQuestion[];
  /** Only blanks and signs between the chunk and a number. */
  touches: (canvas: Canvas, chunk: Chunk) => boolean;
}

const order: Record<PastedPhone['kind'], number> = {
  mobile: 0,
  virtual: 0,
  masked: 1,
  landline: 2,
  unknown: 3,
  service: 4,
};

/** Finds and claims all numbers. */
export function readPhones(canvas: Canvas, labels: readonly Label[]): PhonesRead {
  const kindAt = (at: number): Label['kind'] | null => {
    const label = labels.findLast((item) => item.end <= at);
    return label !== undefined && /^[\s:,(+]*$/.test(canvas.work.slice(label.end, at)) ? label.kind : null;
  };
  const scan = findPhones(canvas.work, (at) => /^phone2?$/.test(kindAt(at) ?? ''));
  const remark = (at: number): boolean => {
    const label = labels.findLast((item) => item.end <= at && !/^phone/.test(item.kind));
    return label?.kind === 'remark' && !canvas.work.slice(label.end, at).includes('\n');
  };
  const rank = (found: FoundPhone): number =>
    order[found.kind] + (kindAt(found.start) === 'phone2' ? 10 : 0) + (remark(found.start) ? 12 : 0);
  const sorted = [...scan.phones].sort((a, b) => rank(a) - rank(b) || a.start - b.start);
  for (const found of scan.phones) claim(canvas, found.start, found.end, taken);
  const seen = new Set<string>();
  const readings: Reading<PastedPhone>[] = [];
  for (const { start, end, glued, number, extension, kind } of sorted) {
    const key = `${number.replace(/\D/g, '')},${extension ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    readings.push(reading(canvas, { number, extension, kind }, start, end, glued ? 'likely' : 'certain'));
  }
  const questions: PasteQuestion[] = [];
  for (const broken of scan.broken) {
    claim(canvas, broken.start, broken.end, taken);
    questions.push({ code: 'phone_length', stated: broken.text });
  }
  const [phone = null, ...others] = readings;
  if (phone === null && questions.length === 0) questions.push({ code: 'phone_missing' });
  if (phone?.value.kind === 'masked') questions.push({ code: 'phone_masked', stated: phone.value.number });
  const touches = (now: Canvas, chunk: Chunk): boolean =>
    scan.phones.some((found) => {
      const from = Math.min(chunk.end, found.end);
      const to = Math.max(chunk.start, found.start);
      return /^[\s,;:。()[\]\u0001\-|/]*$/.test(now.work.slice(from, to));
    });
  return { phone, others, questions, touches };
}

/** Number with its extension in the words of paper and chat: 0571-80000018转602. */
export function phoneText(phone: PastedPhone): string {
  return phone.extension === null ? phone.number : `${phone.number}转${phone.extension}`;
}
