import type { Tx } from '../../../db/tx.ts';
import { pinyinKeys } from '../../../db/pinyin.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { businessDay } from '../../../domain/time/business-day.ts';
import { runCommand } from '../command.ts';
import type { Handlers, ServiceContext } from '../context.ts';
import { getZone } from '../masters.ts';
import { hashPin } from '../session/pin.ts';
import { isEasyPin } from '../session/set-pin.ts';
import { computeHoldings } from './read.ts';

export interface StaffRow {
  id: string;
  version: number;
  code: string;
  name: string;
  left_day: string | null;
  daily_capacity_minutes: number;
}

/** The person inside a command, still in the version the desk saw. Faults: `not_found`, `conflict`. */
export function getStaff(tx: Tx, target: { id: string; version: number }): StaffRow {
  const row = tx.get<StaffRow>(
    'SELECT id, version, code, name, left_day, daily_capacity_minutes FROM staff WHERE id = ?',
    target.id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'staff', id: target.id });
  if (row.version !== target.version) throw new Fault('conflict', { entity: 'staff', id: target.id });
  return row;
}

/** Event and audit row of a change of a person. Params hold codes and numbers, never a name or phone. */
export function noteStaff(tx: Tx, staffId: string, kind: string, params: Record<string, unknown> = {}): void {
  tx.note({ entity: 'staff', entityId: staffId, kind, params });
}

/** Refused when nobody who works here could give roles any more: such an outlet could not be put right again. */
export function assertSomebodyManages(tx: Tx): void {
  const left = tx.get(
    `SELECT 1 FROM staff s JOIN staff_role r ON r.staff_id = s.id JOIN role_permission p ON p.role_id = r.role_id
     WHERE p.permission = 'roles.write' AND s.left_day IS NULL LIMIT 1`,
  );
  if (left === undefined) throw new Fault('staff_last_manager');
}

/** Whoever changes roles must still be able to afterwards: nobody shuts himself out by a slip of the hand. */
export function assertStillIn(tx: Tx, ctx: ServiceContext): void {
  const { staffId } = ctx.session;
  if (staffId === null) return;
  const still = tx.get(
    "SELECT 1 FROM staff_role r JOIN role_permission p ON p.role_id = r.role_id WHERE r.staff_id = ? AND p.permission = 'roles.write'",
    staffId,
  );
  if (still === undefined) throw new Fault('staff_lock_out');
}

/** A visiting person carries parts: a bag of his own from the first day on. */
export function giveBag(tx: Tx, staff: { id: string; code: string; name: string }): void {
  const known = tx.get("SELECT 1 FROM location WHERE staff_id = ? AND kind = 'bag'", staff.id);
  if (known !== undefined) return;
  tx.insert('location', {
    code: `V-${staff.code}`,
    name_zh: `${staff.name}车库存`,
    name_en: `Bag of ${staff.code}`,
    kind: 'bag',
    is_real: true,
    staff_id: staff.id,
  });
}

function assertCodeFree(tx: Tx, code: string, id: string | null): void {
  const other = tx.get<{ name: string }>('SELECT name FROM staff WHERE code = ? AND id IS NOT ?', code, id);
  if (other !== undefined) throw new Fault('staff_code_taken', { code, name: other.name });
}

function assertMentor(tx: Tx, mentorId: string | null, id: string | null): void {
  if (mentorId === null) return;
  if (mentorId === id) throw new Fault('input_invalid', { field: 'mentorId', problem: 'itself' });
  if (tx.get('SELECT 1 FROM staff WHERE id = ?', mentorId) === undefined)
    throw new Fault('not_found', { entity: 'staff', id: mentorId });
}

function assertTemplate(tx: Tx, id: string | null): void {
  if (id === null) return;
  if (tx.get('SELECT 1 FROM chat_template WHERE id = ? AND retired_at IS NULL', id) === undefined)
    throw new Fault('not_found', { entity: 'chat_template', id });
}

/** A PIN may not be reset by someone who would gain rights by logging in with it. */
function assertNotAbove(ctx: ServiceContext, tx: Tx, staffId: string): void {
  const above = tx
    .all<{ permission: string }>(
      'SELECT DISTINCT p.permission FROM staff_role r JOIN role_permission p ON p.role_id = r.role_id WHERE r.staff_id = ?',
      staffId,
    )
    .find((row) => !ctx.session.permissions.has(row.permission));
  if (above !== undefined) throw new Fault('forbidden', { action: above.permission });
}

export const personHandlers = {
  'staff.save': (ctx, input) =>
    runCommand(ctx, 'staff.save', (tx) => {
      const { id, version } = input;
      if (id !== null) getStaff(tx, { id, version: version ?? 0 });
      assertCodeFree(tx, input.code, id);
      assertMentor(tx, input.mentorId, id);
      assertTemplate(tx, input.chatTemplateId);
      const keys = pinyinKeys(input.name);
      const row = {
        code: input.code,
        name: input.name,
        name_en: input.nameEn,
        name_pinyin: keys.full,
        name_initials: keys.initials,
        phone: input.phone,
        duties: input.duties,
        employment: input.employment,
        team_id: input.teamId,
        mentor_id: input.mentorId,
        daily_capacity_minutes: input.capacityMinutes,
        parts_limit_fen: input.partsLimitFen,
        cash_limit_fen: input.cashLimitFen,
        joined_day: input.joinedDay,
        employment_kind: input.employmentKind,
        slot_capacity: input.slotCapacity,
        lead_share_milli: input.leadShareMilli,
        insurance_until_day: input.insuranceUntil,
        chat_template_id: input.chatTemplateId,
      };
      const staffId = id ?? tx.insert('staff', row);
      const next = id === null ? 1 : tx.update('staff', id, row, { version: version ?? 0 });
      if (input.capacityMinutes > 0) giveBag(tx, { id: staffId, code: input.code, name: input.name });
      tx.search('staff', staffId, {
        title: input.name,
        names: [input.name],
        texts: [input.nameEn],
        phones: [input.phone],
        numbers: [input.code],
      });
      noteStaff(tx, staffId, id === null ? 'staff.joined' : 'staff.changed', {
        teamId: input.teamId,
        capacityMinutes: input.capacityMinutes,
      });
      return { id: staffId, version: next };
    }),

  'staff.leave': (ctx, input) =>
    runCommand(ctx, 'staff.leave', (tx) => {
      const staff = getStaff(tx, input);
      const { leftDay } = input;
      if (leftDay !== null && leftDay > businessDay(tx.at, getZone(tx)))
        throw new Fault('input_invalid', { field: 'leftDay', problem: 'future' });
      const has = computeHoldings(tx, staff.id);
      const things =
        has.parts + has.oldParts + has.tools + has.slipsOut + Math.abs(has.cashFen) + has.advancesFen;
      if (leftDay !== null && (has.openOrders > 0 || (things > 0 && !input.handedOver)))
        throw new Fault('staff_has_things', {
          name: staff.name,
          orders: has.openOrders,
          parts: has.parts,
          oldParts: has.oldParts,
          cashFen: has.cashFen,
          tools: has.tools,
          slips: has.slipsOut,
          advancesFen: has.advancesFen,
        });
      const version = tx.update('staff', staff.id, { left_day: leftDay }, { version: staff.version });
      assertSomebodyManages(tx);
      if (leftDay !== null)
        for (const team of tx.all<{ id: string }>('SELECT id FROM team WHERE leader_id = ?', staff.id))
          tx.update('team', team.id, { leader_id: null });
      noteStaff(
        tx,
        staff.id,
        leftDay === null ? 'staff.came_back' : 'staff.left',
        leftDay === null ? {} : { leftDay, handedOver: input.handedOver, ...has },
      );
      return { id: staff.id, version };
    }),

  'staff.setRoles': (ctx, input) =>
    runCommand(ctx, 'staff.setRoles', (tx) => {
      const staff = getStaff(tx, input);
      const wanted = new Set(input.roles);
      for (const role of wanted)
        if (tx.get('SELECT 1 FROM role WHERE id = ?', role) === undefined)
          throw new Fault('not_found', { entity: 'role', id: role });
      const had = tx.all<{ id: string; role_id: string }>(
        'SELECT id, role_id FROM staff_role WHERE staff_id = ?',
        staff.id,
      );
      for (const row of had) if (!wanted.delete(row.role_id)) tx.remove('staff_role', row.id);
      for (const role of wanted) tx.insert('staff_role', { staff_id: staff.id, role_id: role });
      const version = tx.update('staff', staff.id, {}, { version: staff.version });
      assertSomebodyManages(tx);
      assertStillIn(tx, ctx);
      noteStaff(tx, staff.id, 'staff.roles', {
        before: had.map((row) => row.role_id).sort(),
        after: [...new Set(input.roles)].sort(),
      });
      return { id: staff.id, version };
    }),

  'staff.resetPin': async (ctx, input) => {
    if (isEasyPin(input.pin)) throw new Fault('input_invalid', { field: 'pin', problem: 'too_easy' });
    const hash = await hashPin(ctx.env, input.pin);
    const done = runCommand(ctx, 'staff.resetPin', (tx) => {
      const staff = getStaff(tx, input);
      assertNotAbove(ctx, tx, staff.id);
      const version = tx.update(
        'staff',
        staff.id,
        { pin_hash: hash, pin_tries: 0, pin_blocked_until: null },
        { version: staff.version },
      );
      noteStaff(tx, staff.id, 'staff.pin_reset');
      return { id: staff.id, version };
    });
    for (const session of ctx.host.sessions.list())
      if (session.staffId === input.id && session.id !== ctx.session.id) ctx.host.sessions.lock(session);
    return done;
  },
} satisfies Handlers;
