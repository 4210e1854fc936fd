import { householdKey } from '../../domain/customers/address.ts';
import type { CanonicalAddress } from '../../domain/orders/canonical.ts';
import { kept, type RowReader } from './masters.ts';

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

interface Area {
  division: { code: string; distance_m: number | null };
  estates: { id: string; name: string; distance_m: number | null; x_m: number | null; y_m: number | null }[];
}

function areaOf(read: RowReader, county: string): Area | null {
  return kept(read, `area ${county}`, () => ({ area: readArea(read, county) })).area;
}

function readArea(read: RowReader, county: string): Area | null {
  const division = read.get<Area['division']>(
    'SELECT code, distance_m FROM division WHERE name = ? LIMIT 1',
    county,
  );
  if (division === undefined) return null;
  const estates = read.all<Area['estates'][number]>(
    'SELECT id, name, distance_m, x_m, y_m FROM estate WHERE division_code = ?',
    division.code,
  );
  return { division, estates };
}

/** Division by the outlet's own coverage table, estate by name, distance from the estate or else from the table. */
export function resolveDivision(read: RowReader, place: CanonicalAddress): FoundPlace {
  const area = place.county === '' ? null : areaOf(read, place.county);
  if (area === null)
    return { divisionCode: null, estateId: null, distanceM: null, method: null, xM: null, yM: null };
  const { division, estates } = area;
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
