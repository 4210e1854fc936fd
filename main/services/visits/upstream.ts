import type { StepPayload, StepPicture } from '../../platforms/adapter.ts';
import type { RowReader } from '../masters.ts';
import { isWorked } from './outcome.ts';

/** What `complete` tells a platform: machines with their codes, pictures, and who keyed it at a desk. */
export function completePayload(
  read: RowReader,
  orderId: string,
  input: { deskEntryBy: string | null },
): StepPayload {
  const machines = read.all<{
    upstream_line_id: string | null;
    indoor_code: string | null;
    outdoor_code: string | null;
    result_code: string | null;
    quantity: number;
  }>(
    'SELECT upstream_line_id, indoor_code, outdoor_code, result_code, quantity FROM machine_line WHERE work_order_id = ? ORDER BY line_no',
    orderId,
  );
  const pictures = read
    .all<{ blob_id: string; name: string; file_name: string; mime: string }>(
      "SELECT a.blob_id, a.name, a.file_name, b.mime FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.entity = 'work_order' AND a.entity_id = ? AND b.mime IN ('image/jpeg', 'image/png') ORDER BY a.seq",
      orderId,
    )
    .map(
      (row): StepPicture => ({
        hash: row.blob_id,
        name: `${row.name}${row.mime === 'image/png' ? '.png' : '.jpg'}`,
        contentType: row.mime as StepPicture['contentType'],
      }),
    );
  return {
    completedCount: machines
      .filter((machine) => isWorked(machine.result_code))
      .reduce((sum, machine) => sum + machine.quantity, 0),
    machines: machines.map((machine) => ({
      upstreamLineId: machine.upstream_line_id,
      indoorCode: machine.indoor_code,
      outdoorCode: machine.outdoor_code,
      done: isWorked(machine.result_code),
    })),
    ...(pictures.length === 0 ? {} : { pictures }),
    ...(input.deskEntryBy === null ? {} : { deskEntryBy: input.deskEntryBy }),
  };
}
