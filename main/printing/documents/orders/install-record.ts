import type { Field } from '../../layout/tree.ts';
import type { PaperWords, WordKey } from '../../words/index.ts';
import { writeIn } from '../common.ts';

/** What an 安装单 records besides the slip, by kind of product. */
export type InstallRecordKind =
  | 'air_conditioner'
  | 'water_purifier'
  | 'gas'
  | 'lock'
  | 'furniture'
  | 'measure';

const common: WordKey[] = ['installPlace', 'warrantyCard', 'accessories', 'oldUnitRemoved', 'safetyTold'];
const byKind: Record<InstallRecordKind, WordKey[]> = {
  air_conditioner: [
    'pipeLength',
    'holes',
    'bracket',
    'vacuumTime',
    'pressureHold',
    'outletTemperature',
    'voltageCurrent',
    'drainTest',
    'earthing',
  ],
  water_purifier: ['rawTds', 'pureTds', 'waterPressure'],
  gas: ['gasSource', 'leakCheck', 'flue'],
  lock: ['doorThickness', 'openingDirection', 'oldHole', 'keysHandedOver'],
  furniture: ['piecesDue', 'piecesArrived', 'damagedMissing'],
  measure: ['sizes', 'sketch'],
};

/** Lines to write on, common ones first, then those of the kind. */
export function installFields(kind: InstallRecordKind, words: PaperWords): Field[] {
  const fields = [...common, ...byKind[kind]].map((key) => writeIn(words[key], ''));
  if (kind !== 'air_conditioner') return fields;
  return [
    ...fields,
    { label: words.outdoorMount, value: words.outdoorMountChoices, span: 12 },
    writeIn(words.indoorCodeSticker, '', { span: 6 }),
    writeIn(words.outdoorCodeSticker, '', { span: 6 }),
  ];
}
