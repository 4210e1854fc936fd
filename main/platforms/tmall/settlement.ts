import type { JsonCursor, StatementPage, StatementRow, StatementWindow } from '../adapter.ts';
import type { FieldReader } from '../fields.ts';
import { Unusable } from '../fields.ts';
import { fieldOf, scalarText } from '../json/read-json.ts';
import type { ReadObject } from '../json/read-json.ts';
import { readStatementRows, rowId, rowTime } from '../statements.ts';
import { formatGmt8 } from '../times.ts';
import { readTop } from './client.ts';
import type { TmallContext } from './client.ts';
import type { TmallSettings } from './settings.ts';

const sliceMs = 15 * 60_000;

/** Positive when one of our roles is paid, negative when it pays, null when the row moves other people's money. */
function directionOf(row: ReadObject, settings: TmallSettings): 1 | -1 | null {
  const roles = (name: string): boolean => settings.ourRoles.includes(scalarText(fieldOf(row, name)) ?? '');
  if (roles('in_user_role')) return 1;
  return roles('out_user_role') ? -1 : null;
}

function readRow(
  row: ReadObject,
  fields: FieldReader,
  settings: TmallSettings,
  rawText: string,
): StatementRow | null {
  const sign = directionOf(row, settings);
  if (sign === null) return null;
  const amount = fields.fen(row, 'transfer_amount', settings.amountUnit);
  if (amount === null) throw new Unusable('number_invalid', { field: 'transfer_amount', value: '' });
  return {
    rowId: rowId(row, fields, 'id'),
    upstreamId: fields.id(row, 'workcard_id'),
    tradeId: fields.id(row, 'parent_trade_order_id'),
    feeKind: fields.text(row, 'action'),
    amountFen: sign * Math.abs(amount),
    final: fields.text(row, 'status') === 'FINISH',
    bookedAt: rowTime(row, fields, 'create_time'),
    paidAt: fields.softTime(row, 'pay_time'),
    note: fields.text(row, 'comment', 500),
    rawText,
  };
}

/** Rows of the settlement query; rows between other parties are left out. */
export function readSettlementRows(texts: readonly string[], settings: TmallSettings) {
  return readStatementRows(texts, settings.timeUnit, (row, fields, rawText) =>
    readRow(row, fields, settings, rawText),
  );
}

function isRowList(path: readonly string[]): boolean {
  return path.includes('settlement_detail_query_result') && path.length >= 3;
}

/** Fifteen-minute slices by time of change, pages inside each; one call per page of the cursor. */
export async function pullTmallStatement(
  window: StatementWindow,
  cursor: JsonCursor,
  ctx: TmallContext,
): Promise<StatementPage> {
  const { settings } = ctx;
  const fromMs = Number(cursor?.['fromMs'] ?? window.fromAt);
  const page = Number(cursor?.['page'] ?? 1);
  const toMs = Math.min(fromMs + sliceMs, window.toAt);
  const { result, items } = await readTop(ctx, {
    method: 'alibaba.service.settlement.query',
    params: {
      gmt_modified_start: formatGmt8(fromMs),
      gmt_modified_end: formatGmt8(toMs),
      current_page: String(page),
      page_size: String(settings.pageSize),
    },
    isList: isRowList,
  });
  const total = Number(scalarText(fieldOf(result, 'total_count')) ?? Number.NaN);
  const pageDone = Number.isFinite(total)
    ? page * settings.pageSize >= total
    : items.length < settings.pageSize;
  const { rows, rejected } = readSettlementRows(items, settings);
  if (!pageDone) return { rows, rejected, nextCursor: { fromMs, page: page + 1 }, more: true };
  const more = toMs < window.toAt;
  return { rows, rejected, nextCursor: { fromMs: toMs, page: 1 }, more };
}
