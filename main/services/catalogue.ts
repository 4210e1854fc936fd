import { kept, type RowReader } from './masters.ts';

export interface ServiceItemRow {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  service_type: string;
  category: string;
  skill_id: string | null;
  min_level: number;
  standard_minutes: number;
}

const columns = 'id, code, name_zh, name_en, service_type, category, skill_id, min_level, standard_minutes';

/** The catalogue entry an order means: by the code the platform names, else the first of its type and category. */
export function findServiceItem(
  read: RowReader,
  code: string | null,
  serviceType: string,
  category: string | null,
): ServiceItemRow | undefined {
  return kept(read, `item ${code} ${serviceType} ${category}`, () => ({
    item: readServiceItem(read, code, serviceType, category),
  })).item;
}

function readServiceItem(
  read: RowReader,
  code: string | null,
  serviceType: string,
  category: string | null,
): ServiceItemRow | undefined {
  if (code !== null) {
    const exact = read.get<ServiceItemRow>(
      `SELECT ${columns} FROM service_item WHERE code = ? AND retired_at IS NULL`,
      code,
    );
    if (exact !== undefined) return exact;
  }
  if (category === null) return undefined;
  return read.get<ServiceItemRow>(
    `SELECT ${columns} FROM service_item WHERE service_type = ? AND category = ? AND retired_at IS NULL ORDER BY seq LIMIT 1`,
    serviceType,
    category,
  );
}
