import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { getStaff, noteStaff } from './person.ts';

/** Makes the rows of one person equal to `wanted`, by the column that tells them apart. Returns how many changed. */
function replaceRows(
  tx: Tx,
  table: string,
  staffId: string,
  column: string,
  wanted: readonly Record<string, string | number | null>[],
): number {
  const seen = new Set<string>();
  let changed = 0;
  for (const row of wanted) {
    const key = String(row[column]);
    if (seen.has(key)) throw new Fault('input_invalid', { field: column, problem: 'twice' });
    seen.add(key);
    const known = tx.get<Record<string, string | number | null>>(
      `SELECT * FROM ${table} WHERE staff_id = ? AND ${column} = ?`,
      staffId,
      key,
    );
    if (known === undefined) {
      tx.insert(table, { staff_id: staffId, ...row });
      changed += 1;
    } else if (Object.entries(row).some(([name, value]) => known[name] !== value)) {
      tx.update(table, String(known.id), row);
      changed += 1;
    }
  }
  for (const row of tx.all<{ id: string; key: string }>(
    `SELECT id, ${column} AS key FROM ${table} WHERE staff_id = ?`,
    staffId,
  ))
    if (!seen.has(row.key)) {
      tx.remove(table, row.id);
      changed += 1;
    }
  return changed;
}

function assertKnown(tx: Tx, table: string, column: string, keys: readonly string[]): void {
  for (const key of keys)
    if (tx.get(`SELECT 1 FROM ${table} WHERE ${column} = ?`, key) === undefined)
      throw new Fault('not_found', { entity: table, id: key });
}

/** What a person can and may do: skills with level, counties, certificates, accounts upstream. */
export const abilityHandlers = {
  'staff.setSkills': (ctx, input) =>
    runCommand(ctx, 'staff.setSkills', (tx) => {
      const staff = getStaff(tx, input);
      assertKnown(
        tx,
        'skill',
        'id',
        input.skills.map((one) => one.skillId),
      );
      replaceRows(
        tx,
        'staff_skill',
        staff.id,
        'skill_id',
        input.skills.map((one) => ({ skill_id: one.skillId, level: one.level })),
      );
      if (input.areas !== null) {
        assertKnown(tx, 'division', 'code', input.areas);
        replaceRows(
          tx,
          'staff_area',
          staff.id,
          'division_code',
          input.areas.map((code) => ({ division_code: code })),
        );
      }
      const version = tx.update('staff', staff.id, {}, { version: staff.version });
      noteStaff(tx, staff.id, 'staff.skills', {
        skills: input.skills.map((one) => `${one.skillId}:${one.level}`),
        ...(input.areas === null ? {} : { areas: input.areas }),
      });
      return { id: staff.id, version };
    }),

  'staff.setCertificates': (ctx, input) =>
    runCommand(ctx, 'staff.setCertificates', (tx) => {
      const staff = getStaff(tx, input);
      assertKnown(
        tx,
        'certificate_kind',
        'id',
        input.certificates.map((one) => one.kindId),
      );
      for (const one of input.certificates)
        if (one.issuedDay !== null && one.expiresDay !== null && one.expiresDay < one.issuedDay)
          throw new Fault('input_invalid', { field: 'expiresDay', problem: 'before_start' });
      replaceRows(
        tx,
        'staff_certificate',
        staff.id,
        'kind_id',
        input.certificates.map((one) => ({
          kind_id: one.kindId,
          number: one.number,
          issued_day: one.issuedDay,
          expires_day: one.expiresDay,
        })),
      );
      const version = tx.update('staff', staff.id, {}, { version: staff.version });
      noteStaff(tx, staff.id, 'staff.certificates', {
        certificates: input.certificates.map((one) => `${one.kindId}:${one.expiresDay ?? ''}`),
      });
      return { id: staff.id, version };
    }),

  'staff.setAccounts': (ctx, input) =>
    runCommand(ctx, 'staff.setAccounts', (tx) => {
      const staff = getStaff(tx, input);
      const kept = input.accounts.filter((one) => one.workerId !== '');
      assertKnown(
        tx,
        'connection',
        'id',
        kept.map((one) => one.connectionId),
      );
      for (const one of kept) {
        const other = tx.get<{ name: string }>(
          'SELECT s.name FROM worker_account a JOIN staff s ON s.id = a.staff_id WHERE a.connection_id = ? AND a.worker_id = ? AND a.staff_id <> ?',
          one.connectionId,
          one.workerId,
          staff.id,
        );
        if (other !== undefined)
          throw new Fault('staff_account_taken', { workerId: one.workerId, name: other.name });
      }
      replaceRows(
        tx,
        'worker_account',
        staff.id,
        'connection_id',
        kept.map((one) => ({
          connection_id: one.connectionId,
          worker_id: one.workerId,
          real_name: one.realName === '' ? staff.name : one.realName,
          state: one.state,
          card_expires_day: one.cardExpiresDay,
        })),
      );
      const version = tx.update('staff', staff.id, {}, { version: staff.version });
      noteStaff(tx, staff.id, 'staff.accounts', {
        accounts: kept.map((one) => `${one.connectionId}:${one.state}`),
      });
      return { id: staff.id, version };
    }),
} satisfies Handlers;
