import { addDays } from '../../../../../domain/time/business-day.ts';
import type { Stage } from './stage.ts';

/** Beside the file's list · 证件快到期: T02's permit for work at height runs out in twelve days. */
export function plantCertificate(stage: Stage): void {
  stage.run('certificate', (tx) => {
    const id = tx.value<string>(
      "SELECT id FROM staff_certificate WHERE staff_id = 'T02' AND kind_id = 'GCZY'",
    );
    if (id === undefined) return;
    tx.update('staff_certificate', id, { expires_day: addDays(stage.today, 12) });
    tx.audit({ action: 'staff.certificate', entity: 'staff', entityId: 'T02', params: { kindId: 'GCZY' } });
  });
}
