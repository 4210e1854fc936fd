import type { Tx } from '../../../db/tx.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { getZone } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';
import { isWorked } from './outcome.ts';
import type { VisitRow } from './visit-row.ts';
import { searchThing } from '../search/index-thing.ts';

interface Line {
  id: string;
  device_id: string | null;
  brand_id: string | null;
  category: string;
  model: string;
  indoor_code: string | null;
  outdoor_code: string | null;
  purchased_day: string | null;
  result_code: string | null;
  fault_code: string | null;
  warranty_months: number | null;
}

interface DeviceRow {
  id: string;
  repairs: number;
  repairs_by_fault: string;
  installed_day: string | null;
  warranty_end_day: string | null;
}

const installs = new Set(['安装', '送装', '换机']);

/**
 * The product file (产品档案) of every machine worked on in this visit: found by what the line names or by a code, made
 * where there is none, and tied to the line. An install starts its warranty, a repair is counted under its fault.
 */
export function keepDevices(tx: Tx, order: OrderRow, visit: VisitRow): void {
  const lines = tx.all<Line>(
    `SELECT m.id, m.device_id, m.brand_id, m.category, m.model, m.indoor_code, m.outdoor_code, m.purchased_day, m.result_code,
       f.code AS fault_code, p.warranty_months
     FROM machine_line m LEFT JOIN fault f ON f.id = m.fault_id LEFT JOIN product_model p ON p.model = m.model
     WHERE m.work_order_id = ? AND m.finished_visit_id = ? ORDER BY m.line_no`,
    order.id,
    visit.id,
  );
  const day = businessDay(visit.ended_at ?? tx.at, getZone(tx));
  for (const line of lines) {
    if (!isWorked(line.result_code) || (line.indoor_code === null && line.outdoor_code === null)) continue;
    const known = findDevice(tx, line);
    const installed = installs.has(order.service_type);
    const repaired = line.result_code === 'repaired';
    const faults = JSON.parse(known?.repairs_by_fault ?? '{}') as Record<string, number>;
    if (repaired && line.fault_code !== null) faults[line.fault_code] = (faults[line.fault_code] ?? 0) + 1;
    const begins = line.purchased_day ?? (installed ? day : null);
    const row = {
      customer_id: order.customer_id,
      address_id: order.address_id,
      indoor_code: line.indoor_code,
      outdoor_code: line.outdoor_code,
      ...(installed ? { installed_day: known?.installed_day ?? day } : {}),
      ...(known?.warranty_end_day == null && begins !== null && line.warranty_months !== null
        ? { warranty_end_day: addMonths(begins, line.warranty_months) }
        : {}),
      ...(repaired ? { repairs: (known?.repairs ?? 0) + 1, repairs_by_fault: faults } : {}),
    };
    let id = known?.id;
    if (id === undefined)
      id = tx.insert('device', {
        ...row,
        key_id: order.key_id,
        brand_id: line.brand_id,
        category: line.category,
        model: line.model,
        purchased_day: line.purchased_day,
      });
    else tx.update('device', id, row);
    searchThing(tx, 'device', id, [line.indoor_code, line.outdoor_code], [line.model]);
    if (line.device_id !== id) tx.update('machine_line', line.id, { device_id: id });
  }
}

function findDevice(tx: Tx, line: Line): DeviceRow | undefined {
  const columns = 'id, repairs, repairs_by_fault, installed_day, warranty_end_day';
  return line.device_id === null
    ? tx.get<DeviceRow>(
        `SELECT ${columns} FROM device WHERE indoor_code = @indoor OR outdoor_code = @outdoor ORDER BY seq DESC LIMIT 1`,
        { indoor: line.indoor_code, outdoor: line.outdoor_code },
      )
    : tx.get<DeviceRow>(`SELECT ${columns} FROM device WHERE id = ?`, line.device_id);
}

/** `2026-01-31` and 1 → `2026-02-28`. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
