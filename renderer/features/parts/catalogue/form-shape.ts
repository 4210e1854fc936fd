import type { InputOf, OutputOf } from '../../../../preload/contract/index.ts';

export type PartEditor = OutputOf<'parts.catalogue'>;
export type PartSave = InputOf<'parts.savePart'>;

/** What is being typed about a part. Lists of codes are texts with a line for each: a scanner ends a line by itself. */
export interface PartForm {
  code: string;
  nameZh: string;
  nameEn: string;
  kind: NonNullable<PartSave['kind']>;
  category: string;
  unit: string;
  /** Payer id, or empty text for what we buy ourselves. */
  payerId: string;
  oldPartReturn: boolean;
  oldPartDays: number | null;
  tracking: NonNullable<PartSave['tracking']>;
  serialPattern: string;
  minMilli: number;
  maxMilli: number;
  bin: string;
  warrantyAfterDays: number | null;
  barcodes: string;
  models: string;
  units: { unit: string; perMilli: number | null; lossMilli: number | null }[];
  substitutes: { partId: string; label: string; rule: 'allowed' | 'asks' | 'forbidden'; note: string }[];
  levels: {
    locationId: string;
    minMilli: number | null;
    maxMilli: number | null;
    leadMilli: number | null;
  }[];
  costFen: number | null;
  customerPriceFen: number | null;
}

export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const milliOfDays = (days: number | null): number | null => (days === null ? null : days * 1000);
const daysOf = (milli: number | null): number | null => (milli === null ? null : Math.round(milli / 1000));

export function beginForm(of: PartEditor | null): PartForm {
  const part = of?.part;
  return {
    code: part?.code ?? '',
    nameZh: part?.nameZh ?? '',
    nameEn: part?.nameEn ?? '',
    kind: part?.kind ?? 'part',
    category: part?.category ?? '',
    unit: part?.unit ?? '',
    payerId: part?.payerId ?? '',
    oldPartReturn: part?.oldPartReturn ?? false,
    oldPartDays: milliOfDays(part?.oldPartDays ?? null),
    tracking: part?.tracking ?? 'quantity',
    serialPattern: part?.serialPattern ?? '',
    minMilli: part?.minMilli ?? 0,
    maxMilli: part?.maxMilli ?? 0,
    bin: part?.bin ?? '',
    warrantyAfterDays: milliOfDays(part?.warrantyAfterDays ?? null),
    barcodes: (of?.barcodes ?? []).join('\n'),
    models: (of?.models ?? []).join('\n'),
    units: of?.units ?? [],
    substitutes: (of?.substitutes ?? []).map(({ partId, code, nameZh, rule, note }) => ({
      partId,
      label: `${code} ${nameZh}`,
      rule: rule ?? 'allowed',
      note: note ?? '',
    })),
    levels: (of?.levels ?? []).map((level) => ({
      locationId: level.locationId,
      minMilli: level.minMilli,
      maxMilli: level.maxMilli,
      leadMilli: milliOfDays(level.leadDays ?? null),
    })),
    costFen: null,
    customerPriceFen: null,
  };
}

/** The form as it is sent; bins and notes of levels, which the form does not show, stay. */
export function toSave(form: PartForm, of: PartEditor | null): PartSave {
  const { barcodes, models, units, substitutes, levels, costFen, customerPriceFen, ...rest } = form;
  return {
    ...rest,
    id: of?.part.id ?? null,
    version: of?.part.version ?? null,
    ownerKind: form.payerId === '' ? 'own' : 'payer',
    payerId: form.payerId === '' ? null : form.payerId,
    oldPartDays: daysOf(form.oldPartDays),
    warrantyAfterDays: daysOf(form.warrantyAfterDays),
    barcodes: linesOf(barcodes),
    models: linesOf(models),
    units: units.map(({ unit, perMilli, lossMilli }) => ({
      unit: unit.trim(),
      perMilli: perMilli ?? 0,
      lossMilli: lossMilli ?? 0,
    })),
    substitutes: substitutes.map(({ partId, rule, note }) => ({ partId, rule, note })),
    levels: levels.map(({ locationId, minMilli, maxMilli, leadMilli }) => {
      const old = of?.levels.find((one) => one.locationId === locationId);
      return {
        locationId,
        minMilli: minMilli ?? 0,
        maxMilli: maxMilli ?? 0,
        leadDays: daysOf(leadMilli),
        bin: old?.bin ?? '',
        note: old?.note ?? '',
      };
    }),
    first: of === null ? { costFen: costFen ?? 0, customerPriceFen: customerPriceFen ?? 0 } : null,
  };
}
