import { type RefObject, useState } from 'react';
import { placeForCode } from '../../../domain/verification/machine-codes.ts';
import { useWords } from '../../i18n/index.ts';
import { useFieldScan, useScan } from '../../lib/use-keys.ts';
import { looksLikeSlip } from './entry.ts';
import type { SlipPart } from './slip-part.ts';

/**
 * A code read by the scanner goes to the first empty box of its kind, wherever the focus is; `goOn` is told the box it
 * went to. Answers the sentence that says where it went.
 */
export function useSlipScan(
  { found, draft, setMachine }: Pick<SlipPart, 'found' | 'draft' | 'setMachine'>,
  form: RefObject<HTMLElement | null>,
  goOn: (box: HTMLElement | null) => void,
): string | null {
  const t = useWords('visits');
  const [told, setTold] = useState<string | null>(null);
  const route = (raw: string, field: HTMLElement | null): boolean => {
    if (looksLikeSlip(raw)) return false;
    const own = field?.closest<HTMLElement>('[data-code]')?.dataset['code'] ?? null;
    const boxes = found.machines.flatMap((machine) =>
      (['indoor', 'outdoor'] as const)
        .filter((place) => place === 'indoor' || machine.needs.includes('outdoor'))
        .map((place) => ({
          machineId: machine.id,
          place,
          pattern: machine.patterns[place],
          value: draft.machines[machine.id]?.[place === 'indoor' ? 'indoorCode' : 'outdoorCode'] ?? '',
        })),
    );
    // The field it was scanned into counts as empty: the scan itself filled it
    const empty = boxes.map((box) => (`${box.machineId}|${box.place}` === own ? { ...box, value: '' } : box));
    const place = placeForCode(raw, empty);
    if (own !== null && (place === null || `${place.machineId}|${place.place}` === own)) return false;
    if (place === null) {
      // No code of a machine of this slip: in a note or an amount it is what somebody typed fast
      if (field !== null) return false;
      setTold(t('scanNowhere', { code: raw }));
      return true;
    }
    if (field !== null && !boxes.some((box) => box.pattern !== null)) return false;
    setMachine(place.machineId, {
      [place.place === 'indoor' ? 'indoorCode' : 'outdoorCode']: raw.trim().toUpperCase(),
    });
    setTold(t('scanned', { code: raw, field: t(place.place) }));
    const after = [...(form.current?.querySelectorAll<HTMLElement>('[data-code]') ?? [])].find(
      (one) => one.dataset['code'] === `${place.machineId}|${place.place}`,
    );
    goOn(after?.querySelector('input') ?? null);
    return true;
  };
  useScan((raw) => route(raw, null));
  useFieldScan((raw, field) => form.current?.contains(field) === true && route(raw, field));
  return told;
}
