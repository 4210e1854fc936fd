import type { StatementPage } from '../adapter.ts';
import { Unusable } from '../fields.ts';
import { readStatementRows, rowId, rowTime } from '../statements.ts';
import type { OwnSettings } from './settings.ts';

/** Statement rows of the own protocol: signed fen, seen from the outlet. */
export function readOwnStatement(
  texts: readonly string[],
  settings: OwnSettings,
): Pick<StatementPage, 'rows' | 'rejected'> {
  return readStatementRows(texts, settings.timeUnit, (row, fields, rawText) => {
    const amountFen = fields.fen(row, 'amountFen', 'fen');
    if (amountFen === null) throw new Unusable('number_invalid', { field: 'amountFen', value: '' });
    return {
      rowId: rowId(row, fields, 'id'),
      upstreamId: fields.id(row, 'orderId'),
      tradeId: fields.id(row, 'tradeId'),
      feeKind: fields.text(row, 'feeKind'),
      amountFen,
      final: fields.flag(row, 'final'),
      bookedAt: rowTime(row, fields, 'bookedAt'),
      paidAt: fields.softTime(row, 'paidAt'),
      note: fields.text(row, 'note', 500),
      rawText,
    };
  });
}
