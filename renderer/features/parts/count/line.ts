import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useInLanguage } from '../../../lib/use-names.ts';

export type Line = OutputOf<'parts.countLines'>['rows'][number];
export type CountData = OutputOf<'parts.countGet'>;

/** Name and key of a line in one text, for headings. */
export function useLineName(): (line: Line) => string {
  const name = useInLanguage();
  return (line) =>
    [line.partId === null ? line.code : name(line.nameZh, line.nameEn), line.bin, line.serial || line.lot]
      .filter(Boolean)
      .join(' · ');
}
