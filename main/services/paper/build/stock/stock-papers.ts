import type { DocumentData } from '../../../../printing/index.ts';
import type { RowReader } from '../../../masters.ts';
import { baseOf, inLanguage, staffName, voidWords, type BuiltPaper, type Printing } from '../common.ts';
import {
  conditionWord,
  type DocumentRow,
  getDocument,
  headNumber,
  headText,
  type LineRow,
  linesOf,
  lotOrSerial,
  orderNumbers,
  reasonOfNote,
  reasonWord,
} from './rows.ts';

type MovedKind = 'return_slip' | 'transfer_slip' | 'receiving_slip' | 'scrap_slip' | 'upstream_return';

/** 退料单, 调拨单, 收货单, 报废单, 返料单 from the paper as it was posted. Faults: `not_found`. */
export const buildMoved =
  (kind: MovedKind) =>
  (read: RowReader, documentId: string, printing: Printing): BuiltPaper => {
    const { language } = printing;
    const document = getDocument(read, documentId);
    const lines = linesOf(read, documentId);
    const { head } = document;
    const parcel = parcelOf(read, document);
    const box = headNumber(head, 'boxNo', 0);
    const data: DocumentData[MovedKind] = {
      ...baseOf(read, printing),
      number: document.number,
      voided: document.state === 'void' ? { reason: voidWords(read, document.void_reason, language) } : null,
      day: document.business_day,
      person: document.person,
      team: inLanguage(language, document.team_zh ?? '', document.team_en ?? ''),
      from: inLanguage(language, document.from_zh ?? '', document.from_en ?? ''),
      to: inLanguage(language, document.to_zh ?? '', document.to_en ?? ''),
      workOrderNumbers: orderNumbers(lines),
      carrier: parcel.carrier,
      parcelNumber: parcel.number,
      box: box === 0 ? null : `${box}/${headNumber(head, 'boxes', box)}`,
      requestNumber: requestOf(read, headText(head, 'requestId')),
      sourceNumber: headText(head, 'sourceNumber'),
      reason: reasonWord(headText(head, 'reason'), language),
      lines: lines.map((line) => {
        const { key, reason, remark } = reasonOfNote(line.note, language);
        return {
          partCode: line.code,
          barcode: line.barcode,
          name: inLanguage(language, line.name_zh, line.name_en),
          unit: line.unit,
          askedMilli: line.asked_milli,
          doneMilli: line.done_milli,
          unitPriceFen: line.unit_fen,
          amountFen: line.amount_fen,
          bin: line.bin,
          lotOrSerial: lotOrSerial(line),
          condition: conditionWord(key === 'dead' ? 'doa' : line.condition, language),
          reason,
          sourceNumber: kind === 'return_slip' ? issueOf(read, document, line) : null,
          orderNumber: line.order_number,
          remark,
        };
      }),
      totalFen: document.total_fen,
      madeBy: staffName(read, document.made_by),
      approvedBy: staffName(read, document.approved_by),
    };
    return {
      kind,
      documentId,
      number: document.number,
      orderId: document.work_order_id,
      keyId: null,
      staffId: document.staff_id,
      data,
    };
  };

/** Carrier and number: of the parcel the paper lies in, else what its head says. */
function parcelOf(read: RowReader, document: DocumentRow): { carrier: string; number: string } {
  const parcel = read.get<{ carrier: string; tracking: string }>(
    'SELECT p.carrier, p.tracking FROM parcel_content c JOIN parcel p ON p.id = c.parcel_id WHERE c.document_id = ?',
    document.id,
  );
  return parcel === undefined
    ? { carrier: headText(document.head, 'carrier'), number: headText(document.head, 'parcelNumber') }
    : { carrier: parcel.carrier, number: parcel.tracking };
}

const requestOf = (read: RowReader, requestId: string): string | null =>
  requestId === ''
    ? null
    : (read.get<{ number: string }>('SELECT number FROM parts_request WHERE id = ?', requestId)?.number ??
      null);

/** The last issue slip on which this person got this part. */
const issueOf = (read: RowReader, document: DocumentRow, line: LineRow): string | null =>
  document.staff_id === null
    ? null
    : (read.get<{ number: string }>(
        `SELECT d.number FROM document d JOIN document_line l ON l.document_id = d.id
         WHERE d.staff_id = ? AND d.kind = 'issue' AND d.state = 'posted' AND l.part_id = ? AND d.seq < (SELECT seq FROM document WHERE id = ?)
         ORDER BY d.seq DESC LIMIT 1`,
        document.staff_id,
        line.part_id,
        document.id,
      )?.number ?? null);

/** 拣货单 of an issue that is being made ready. Faults: `not_found`. */
export function buildPickList(read: RowReader, documentId: string, printing: Printing): BuiltPaper {
  const { language } = printing;
  const document = getDocument(read, documentId);
  const lines = linesOf(read, documentId);
  const data: DocumentData['pick_list'] = {
    ...baseOf(read, printing),
    number: document.number,
    voided: document.state === 'void' ? { reason: voidWords(read, document.void_reason, language) } : null,
    day: document.business_day,
    person: document.person ?? '',
    team: inLanguage(language, document.team_zh ?? '', document.team_en ?? ''),
    fromStore: inLanguage(language, document.from_zh ?? '', document.from_en ?? ''),
    // In the order somebody walks along the shelves; what has none comes last.
    lines: [...lines]
      .sort(
        (a, b) => Number(a.bin === '') - Number(b.bin === '') || (a.bin < b.bin ? -1 : a.bin > b.bin ? 1 : 0),
      )
      .map((line) => ({
        bin: line.bin,
        partCode: line.code,
        name: inLanguage(language, line.name_zh, line.name_en),
        unit: line.unit,
        quantityMilli: line.asked_milli,
        lotOrSerial: lotOrSerial(line),
        orderNumber: line.order_number,
        oldPartDue: line.old_part_due === 1,
      })),
    madeBy: staffName(read, document.made_by),
  };
  return {
    kind: 'pick_list',
    documentId,
    number: document.number,
    orderId: null,
    keyId: null,
    staffId: document.staff_id,
    data,
  };
}
