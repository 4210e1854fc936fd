import { timesMilli } from '../../../domain/money/round.ts';
import { compareStage, givenMilli, stageKeyText, type StageRow } from '../../../domain/stock/stage.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { RowReader } from '../masters.ts';
import { computeBags, describeRefusal, refusalsFor } from './bag.ts';
import { stagedLines, stagedPapers, type StagePaper } from './box.ts';
import { needsOf, type NeedRow } from './stage.ts';

type Boxes = OutputOf<'parts.stagings'>;
type Box = OutputOf<'parts.staging'>;
type SheetRow = Box['rows'][number];

interface Man {
  id: string;
  name: string;
  code: string;
}

const menOf = (read: RowReader, ids: Iterable<string>): Man[] =>
  read.all<Man>(
    'SELECT id, name, code FROM staff WHERE id IN (SELECT value FROM json_each(?)) ORDER BY code',
    JSON.stringify([...ids]),
  );

const handedSql = `SELECT number FROM document WHERE kind = 'issue' AND state = 'posted' AND staff_id = ? AND json_extract(head, '$.day') = ? ORDER BY seq DESC LIMIT 1`;

/** A box per man who needs something of a day or has something packed for it; earlier boxes nobody took. */
export function readBoxes(read: RowReader, day: string): Boxes {
  const needs = needsOf(read, day, null);
  const all = stagedPapers(read, null, null);
  const papers = all.filter((paper) => paper.day === day);
  const men = menOf(read, new Set([...needs, ...papers].map((one) => one.staffId)));
  const boxes = men.map((man) => {
    const paper = papers.find((one) => one.staffId === man.id);
    const rows = compareStage(
      paper === undefined ? [] : stagedLines(read, paper.id),
      needs.filter((need) => need.staffId === man.id),
    );
    return boxRow(read, man, paper, rows, day);
  });
  const old = all.filter((paper) => paper.day < day);
  const left = old.flatMap((paper) =>
    menOf(read, [paper.staffId]).map((man) =>
      boxRow(read, man, paper, compareStage(stagedLines(read, paper.id), []), paper.day),
    ),
  );
  return { boxes, left };
}

function boxRow(read: RowReader, man: Man, paper: StagePaper | undefined, rows: StageRow[], day: string) {
  const count = (test: (row: StageRow) => boolean) => rows.filter(test).length;
  return {
    staffId: man.id,
    staffName: man.name,
    staffCode: man.code,
    documentId: paper?.id ?? null,
    number: paper?.number ?? null,
    version: paper?.version ?? null,
    day,
    lines: rows.length,
    open: count((row) => row.state === 'open'),
    back: count((row) => row.state === 'back'),
    changed: count((row) => row.change !== null),
    handedNumber: read.get<{ number: string }>(handedSql, man.id, day)?.number ?? null,
  };
}

/** What to pick for one man, or for everybody in one walk. Null for a man without a bag. */
export function readBox(
  read: RowReader,
  day: string,
  staffId: string | null,
): Omit<Box, 'mayApprove'> | null {
  const staff = staffId === null ? null : (computeBags(read, staffId)[0] ?? null);
  if (staffId !== null && staff === null) return null;
  const needs = needsOf(read, day, staffId);
  const papers = stagedPapers(read, day, staffId);
  const men = menOf(read, new Set([...needs, ...papers].map((one) => one.staffId)));
  const rows = men.flatMap((man) => sheetRows(read, man, day, needs, papers));
  const paper = staffId === null ? undefined : papers[0];
  const giving = rows.filter((row) => givenMilli(row) > 0);
  const names = new Map(rows.map((row) => [row.partId, `${row.code} ${row.nameZh}`]));
  const refusals =
    staffId === null
      ? []
      : refusalsFor(
          read,
          staffId,
          giving.map((row) => ({
            partId: row.partId,
            valueFen: timesMilli(row.unitFen, givenMilli(row)),
            oldPartReturn: row.oldPartDue,
          })),
        ).map((one) => describeRefusal(one, (partId) => names.get(partId) ?? partId));
  return {
    staff,
    documentId: paper?.id ?? null,
    number: paper?.number ?? null,
    version: paper?.version ?? null,
    rows,
    refusals,
    giveFen: giving.reduce((sum, row) => sum + timesMilli(row.unitFen, givenMilli(row)), 0),
    giveMilli: giving.reduce((sum, row) => sum + givenMilli(row), 0),
  };
}

function sheetRows(
  read: RowReader,
  man: Man,
  day: string,
  allNeeds: readonly NeedRow[],
  papers: readonly StagePaper[],
): SheetRow[] {
  const needs = allNeeds.filter((need) => need.staffId === man.id);
  const paper = papers.find((one) => one.staffId === man.id && one.day === day);
  const known = new Map(needs.map((need) => [stageKeyText(need), need]));
  const stops = [...new Set(needs.map((need) => need.workOrderId))];
  return compareStage(paper === undefined ? [] : stagedLines(read, paper.id), needs).flatMap((row) => {
    const about = known.get(stageKeyText(row)) ?? describe(read, row.workOrderId, row.partId);
    if (about === undefined) return [];
    const { orderNumber, customerName, address, slot, code, nameZh, nameEn, unit, tracking, unitFen } = about;
    return {
      ...row,
      staffId: man.id,
      staffName: man.name,
      orderNumber,
      customerName,
      address,
      slot,
      stop: stops.indexOf(row.workOrderId) + 1,
      code,
      nameZh,
      nameEn,
      unit,
      tracking,
      unitFen,
      oldPartDue: about.oldPartReturn === 1,
    };
  });
}

/** A part in the box whose order went to another day or man, or died. */
const describe = (
  read: RowReader,
  workOrderId: string,
  partId: string,
): Omit<NeedRow, keyof StageRow | 'quantityMilli' | 'staffId'> | undefined =>
  read.get(
    `SELECT w.number AS orderNumber, c.name AS customerName, a.county || a.town || a.detail AS address, t.name_zh AS slot,
       p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.unit, p.tracking, p.cost_fen AS unitFen, p.old_part_return AS oldPartReturn
     FROM work_order w JOIN customer c ON c.id = w.customer_id JOIN address a ON a.id = w.address_id
     LEFT JOIN slot t ON t.id = w.appointment_slot_id JOIN part p ON p.id = ? WHERE w.id = ?`,
    partId,
    workOrderId,
  );
