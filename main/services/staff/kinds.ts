import type { Tx } from '../../../db/tx.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';

type Kinds = OutputOf<'staff.kinds'>;
type KindTable = 'tool_kind' | 'certificate_kind';

function assertCodeFree(tx: Tx, table: KindTable, code: string, id: string | null): void {
  const other = tx.get<{ name_zh: string }>(
    `SELECT name_zh FROM ${table} WHERE code = ? AND id IS NOT ?`,
    code,
    id,
  );
  if (other !== undefined) throw new Fault('staff_kind_code_taken', { code, name: other.name_zh });
}

/** Inserts or updates one kind; `version` must be what the desk saw. */
function put(
  tx: Tx,
  table: KindTable,
  target: { id: string | null; version: number | null },
  row: Record<string, unknown>,
): { id: string; version: number } {
  const { id } = target;
  assertCodeFree(tx, table, String(row.code), id);
  if (id !== null && tx.get(`SELECT 1 FROM ${table} WHERE id = ?`, id) === undefined)
    throw new Fault('not_found', { entity: table, id });
  const kindId = id ?? tx.insert(table, row);
  const version = id === null ? 1 : tx.update(table, id, row, { version: target.version ?? 0 });
  const params = { code: row.code, made: id === null };
  tx.note({ entity: table, entityId: kindId, kind: 'staff.kind_saved', params });
  return { id: kindId, version };
}

/** Kinds of tools and of papers, as rows an outlet edits. */
export const kindHandlers = {
  'staff.kinds': (ctx) => {
    const read = readerOf(ctx.read);
    return {
      tools: read
        .all<Omit<Kinds['tools'][number], 'safety' | 'retired'> & { safety: number; retired: number }>(
          `SELECT k.id, k.version, k.code, k.name_zh AS nameZh, k.name_en AS nameEn, k.check_every_days AS checkEveryDays, k.safety,
             k.retired_at IS NOT NULL AS retired, (SELECT count(*) FROM staff_tool t WHERE t.tool_kind_id = k.id AND t.returned_day IS NULL) AS used
           FROM tool_kind k ORDER BY k.retired_at IS NOT NULL, k.code`,
        )
        .map((row) => ({ ...row, safety: row.safety === 1, retired: row.retired === 1 })),
      papers: read.all<Kinds['papers'][number]>(
        `SELECT k.id, k.version, k.code, k.name_zh AS nameZh, k.name_en AS nameEn, k.kind, k.needed_for AS neededFor, k.review_years AS reviewYears,
           (SELECT count(*) FROM staff_certificate c JOIN staff s ON s.id = c.staff_id WHERE c.kind_id = k.id AND s.left_day IS NULL) AS used
         FROM certificate_kind k ORDER BY k.kind, k.code`,
      ),
    };
  },

  'staff.saveToolKind': (ctx, input) =>
    runCommand(ctx, 'staff.saveToolKind', (tx) =>
      put(tx, 'tool_kind', input, {
        code: input.code,
        name_zh: input.nameZh,
        name_en: input.nameEn,
        check_every_days: input.checkEveryDays,
        safety: input.safety,
        retired_at: input.retired ? tx.at : null,
      }),
    ),

  'staff.savePaperKind': (ctx, input) =>
    runCommand(ctx, 'staff.savePaperKind', (tx) =>
      put(tx, 'certificate_kind', input, {
        code: input.code,
        name_zh: input.nameZh,
        name_en: input.nameEn === '' ? input.nameZh : input.nameEn,
        kind: input.kind,
        needed_for: input.neededFor,
        review_years: input.reviewYears,
      }),
    ),
} satisfies Handlers;
