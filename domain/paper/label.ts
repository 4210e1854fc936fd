/**
 * Label printers that are written to directly. The label goes as one picture, because no label printer's own font can be
 * relied on for Chinese; the language only says how big the label is and where the picture lies.
 */
export const labelLanguages = ['tspl', 'escpos'] as const;
export type LabelLanguage = (typeof labelLanguages)[number];
export const labelDpis = [203, 300] as const;

/** How a printer takes labels; kept with what else is known of it. */
export interface LabelProfile {
  language: LabelLanguage;
  dpi: (typeof labelDpis)[number];
  /** Between two labels on the roll, tenths of a millimetre; 0 = the roll runs through. */
  gapTenths: number;
}

/** As the printers of small shops come: TSPL, 203 dpi, 2 mm. */
export const usualLabel: LabelProfile = { language: 'tspl', dpi: 203, gapTenths: 20 };

/** What a printer's kept profile says of labels; whatever is missing or strange there is as usual. */
export function labelProfile(body: unknown): LabelProfile {
  const kept = (body as { label?: Partial<LabelProfile> } | null)?.label;
  const language = labelLanguages.find((one) => one === kept?.language) ?? usualLabel.language;
  const dpi = labelDpis.find((one) => one === kept?.dpi) ?? usualLabel.dpi;
  const gap = kept?.gapTenths;
  const gapTenths = Number.isInteger(gap) && gap! >= 0 && gap! <= 100 ? gap! : usualLabel.gapTenths;
  return { language, dpi, gapTenths };
}

export const isLabel = (paper: string): paper is 'label60x40' | 'label40x30' => paper.startsWith('label');
