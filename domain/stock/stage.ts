/**
 * 备料: what a man's orders of a day need from the store beside what lies in his box already. The paper of a box says
 * what was asked when it was packed; orders change afterwards, and the difference is shown until the box is right.
 */
export interface StageKey {
  workOrderId: string;
  partId: string;
  bin: string;
  lot: string;
  serial: string;
}

export interface StageNeed extends StageKey {
  quantityMilli: number;
}

export interface StagedLine extends StageKey {
  askedMilli: number;
  pickedMilli: number;
}

/** `open`: something is still to be put in · `done`: right · `back`: something has to come out again. */
export type StageState = 'open' | 'done' | 'back';
/** What happened to the order after its part was put in the box. */
export type StageChange = 'new' | 'gone' | 'more' | 'less';

export interface StageRow extends StageKey {
  needMilli: number;
  pickedMilli: number;
  state: StageState;
  change: StageChange | null;
}

export const stageKeyText = (key: StageKey): string =>
  [key.workOrderId, key.partId, key.bin, key.lot, key.serial].join('\u001f');

/** A row per key that is needed or lies in the box. Before anything is packed nothing counts as changed. */
export function compareStage(lines: readonly StagedLine[], needs: readonly StageNeed[]): StageRow[] {
  const begun = lines.some((line) => line.pickedMilli > 0);
  const rows = new Map<
    string,
    { key: StageKey; needMilli: number; askedMilli: number; pickedMilli: number }
  >();
  const at = (key: StageKey) => {
    const text = stageKeyText(key);
    const row = rows.get(text) ?? { key, needMilli: 0, askedMilli: 0, pickedMilli: 0 };
    rows.set(text, row);
    return row;
  };
  for (const need of needs) at(need).needMilli += need.quantityMilli;
  for (const line of lines) {
    const row = at(line);
    row.askedMilli += line.askedMilli;
    row.pickedMilli += line.pickedMilli;
  }
  return [...rows.values()]
    .filter((row) => row.needMilli > 0 || row.pickedMilli > 0)
    .map(({ key: { workOrderId, partId, bin, lot, serial }, needMilli, askedMilli, pickedMilli }) => ({
      workOrderId,
      partId,
      bin,
      lot,
      serial,
      needMilli,
      pickedMilli,
      state: pickedMilli > needMilli ? 'back' : pickedMilli < needMilli ? 'open' : 'done',
      change: begun ? changeOf(askedMilli, needMilli) : null,
    }));
}

function changeOf(askedMilli: number, needMilli: number): StageChange | null {
  if (askedMilli === needMilli) return null;
  if (askedMilli === 0) return 'new';
  if (needMilli === 0) return 'gone';
  return needMilli > askedMilli ? 'more' : 'less';
}

/** What leaves the store when the box is handed over: what is in it and still needed. */
export const givenMilli = (row: Pick<StageRow, 'needMilli' | 'pickedMilli'>): number =>
  Math.min(row.needMilli, row.pickedMilli);
