import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { addDays } from '../../../domain/time/business-day.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { noteStaff } from './person.ts';

interface ToolRow {
  id: string;
  version: number;
  staff_id: string;
  tool_kind_id: string | null;
  issued_day: string | null;
  check_every_days: number | null;
  returned_day: string | null;
}

/** A tool that is still out, in the version the desk saw. Faults: `not_found`, `conflict`. */
function getTool(tx: Tx, target: { id: string; version: number }): ToolRow {
  const row = tx.get<ToolRow>('SELECT * FROM staff_tool WHERE id = ? AND returned_day IS NULL', target.id);
  if (row === undefined) throw new Fault('not_found', { entity: 'staff_tool', id: target.id });
  if (row.version !== target.version) throw new Fault('conflict', { entity: 'staff_tool', id: target.id });
  return row;
}

interface KindRow {
  id: string;
  name_zh: string;
  name_en: string;
  check_every_days: number | null;
}

function findKind(tx: Tx, id: string | null): KindRow | null {
  if (id === null) return null;
  const row = tx.get<KindRow>(
    'SELECT id, name_zh, name_en, check_every_days FROM tool_kind WHERE id = ?',
    id,
  );
  if (row === undefined) throw new Fault('not_found', { entity: 'tool_kind', id });
  return row;
}

const nextCheck = (day: string, everyDays: number | null): string | null =>
  everyDays === null ? null : addDays(day, everyDays);

/** Tools and safety gear that are with people: given, inspected, back. */
export const toolHandlers = {
  'staff.saveTool': (ctx, input) =>
    runCommand(ctx, 'staff.saveTool', (tx) => {
      const { id } = input;
      if (tx.get('SELECT 1 FROM staff WHERE id = ? AND left_day IS NULL', input.staffId) === undefined)
        throw new Fault('not_found', { entity: 'staff', id: input.staffId });
      const kind = findKind(tx, input.kindId);
      if (input.nameZh === '' && kind === null)
        throw new Fault('input_invalid', { field: 'nameZh', problem: 'missing' });
      const everyDays = input.checkEveryDays ?? kind?.check_every_days ?? null;
      if (input.nextCheckDay !== null && input.nextCheckDay < input.issuedDay)
        throw new Fault('input_invalid', { field: 'nextCheckDay', problem: 'before_start' });
      const row = {
        staff_id: input.staffId,
        tool_kind_id: input.kindId,
        name_zh: input.nameZh === '' ? (kind?.name_zh ?? '') : input.nameZh,
        name_en: input.nameZh === '' ? (kind?.name_en ?? '') : input.nameEn,
        number: input.number,
        deposit_fen: input.depositFen,
        issued_day: input.issuedDay,
        check_every_days: input.checkEveryDays,
        next_check_day: input.nextCheckDay ?? nextCheck(input.issuedDay, everyDays),
      };
      if (id !== null) getTool(tx, { id, version: input.version ?? 0 });
      const toolId = id ?? tx.insert('staff_tool', row);
      const version = id === null ? 1 : tx.update('staff_tool', id, row, { version: input.version ?? 0 });
      noteStaff(tx, input.staffId, id === null ? 'staff.tool_given' : 'staff.tool_changed', {
        toolId,
        kindId: input.kindId,
      });
      return { id: toolId, version };
    }),

  'staff.checkTool': (ctx, input) =>
    runCommand(ctx, 'staff.checkTool', (tx) => {
      const tool = getTool(tx, input);
      const everyDays = tool.check_every_days ?? findKind(tx, tool.tool_kind_id)?.check_every_days ?? null;
      const nextCheckDay = nextCheck(input.day, everyDays);
      const version = tx.update(
        'staff_tool',
        tool.id,
        { next_check_day: nextCheckDay },
        { version: tool.version },
      );
      noteStaff(tx, tool.staff_id, 'staff.tool_checked', { toolId: tool.id, checkedDay: input.day });
      return { id: tool.id, version, nextCheckDay };
    }),

  'staff.returnTool': (ctx, input) =>
    runCommand(ctx, 'staff.returnTool', (tx) => {
      const tool = getTool(tx, input);
      if (tool.issued_day !== null && input.day < tool.issued_day)
        throw new Fault('input_invalid', { field: 'day', problem: 'before_start' });
      const version = tx.update(
        'staff_tool',
        tool.id,
        { returned_day: input.day },
        { version: tool.version },
      );
      noteStaff(tx, tool.staff_id, 'staff.tool_back', { toolId: tool.id, backDay: input.day });
      return { id: tool.id, version };
    }),
} satisfies Handlers;
