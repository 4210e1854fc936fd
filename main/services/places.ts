import { householdKey } from '../../domain/customers/address.ts';
import type { CanonicalAddress } from '../../domain/orders/canonical.ts';
import type { RowReader } from './masters.ts';

export interface FoundPlace {
  divisionCode: string | null;
  estateId: string | null;
  distanceM: number | null;
  /** How the distance came about; the order keeps it beside the metres. */
  method: 'estate' | 'table' | null;
  xM: number | null;
  yM: number | null;
}

/** Light normal form of an address: what two spellings of one door have in common. */
export function normalAddress(place: CanonicalAddress): string {
  return householdKey(place.county, `${place.town}${place.detail}`);
}

/** Division by the outlet's own coverage table, estate by name, distance from the estate or else from the table. */
export function resolveDivision(read: RowReader, place: CanonicalAddress): FoundPlace {
  const division =
    place.county === ''
      ? undefined
      : read.get<{ code: string; distance_m: number | null }>(
          'SELECT code, distance_m FROM division WHERE name = ? LIMIT 1',
          place.county,
        );
  if (division === undefined)
    return { divisionCode: null, estateId: null, distanceM: null, method: null, xM: null, yM: null };
  const estates = read.all<{
    id: string;
    name: string;
    distance_m: number | null;
    x_m: number | null;
    y_m: number | null;
  }>('SELECT id, name, distance_m, x_m, y_m FROM estate WHERE division_code = ?', division.code);
  const estate = estates.find((candidate) => place.detail.includes(candidate.name));
  const distanceM = estate?.distance_m ?? division.distance_m;
  return {
    divisionCode: division.code,
    estateId: estate?.id ?? null,
    distanceM,
    method: estate?.distance_m != null ? 'estate' : distanceM === null ? null : 'table',
    xM: estate?.x_m ?? null,
    yM: estate?.y_m ?? null,
  };
}
