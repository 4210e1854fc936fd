import { type SheetColumn, sheetColumns } from '../../../../domain/stock/part-sheet.ts';
import type { PartKind, Tracking } from '../../../../domain/stock/part-check.ts';

export type SheetLanguage = 'zh' | 'en';

/** Columns of money and of numbers; everything else is text, whatever it looks like. */
export const moneyColumns: readonly SheetColumn[] = ['cost', 'price'];
export const numberColumns: readonly SheetColumn[] = ['min', 'max', 'oldPartDays', 'warrantyDays'];

export const columnWidths: Readonly<Record<SheetColumn, number>> = {
  code: 12,
  nameZh: 28,
  nameEn: 26,
  kind: 10,
  category: 12,
  unit: 8,
  owner: 18,
  barcodes: 26,
  models: 30,
  packs: 18,
  min: 8,
  max: 8,
  bin: 10,
  tracking: 12,
  serialPattern: 14,
  oldPartReturn: 10,
  oldPartDays: 10,
  warrantyDays: 12,
  cost: 10,
  price: 10,
  state: 8,
};

interface SheetWords {
  file: string;
  columns: Readonly<Record<SheetColumn, string>>;
  kinds: Readonly<Record<PartKind, string>>;
  trackings: Readonly<Record<Tracking, string>>;
  own: string;
  yes: string;
  no: string;
  live: string;
  retired: string;
}

export const sheetWords: Readonly<Record<SheetLanguage, SheetWords>> = {
  zh: {
    file: '配件目录',
    columns: {
      code: '编码',
      nameZh: '名称规格',
      nameEn: '英文名称',
      kind: '类别',
      category: '分类',
      unit: '基本单位',
      owner: '货主',
      barcodes: '条码',
      models: '适用机型',
      packs: '包装单位',
      min: '下限',
      max: '上限',
      bin: '货位',
      tracking: '管理方式',
      serialPattern: '条码(SN)规则',
      oldPartReturn: '要交旧件',
      oldPartDays: '几天内返还',
      warrantyDays: '换后保修天数',
      cost: '成本',
      price: '用户价',
      state: '状态',
    },
    kinds: { part: '配件', material: '辅材', consumable: '滤芯耗材', tool: '工具', gear: '劳保用品' },
    trackings: { quantity: '按数量', lot: '按批次', serial: '按条码(SN)' },
    own: '自有',
    yes: '是',
    no: '否',
    live: '在用',
    retired: '已停用',
  },
  en: {
    file: 'Parts',
    columns: {
      code: 'Code',
      nameZh: 'Chinese name',
      nameEn: 'English name',
      kind: 'Kind',
      category: 'Category',
      unit: 'Base unit',
      owner: 'Owner',
      barcodes: 'Barcodes',
      models: 'Models',
      packs: 'Packs',
      min: 'Minimum',
      max: 'Maximum',
      bin: 'Bin',
      tracking: 'Tracking',
      serialPattern: 'Serial pattern',
      oldPartReturn: 'Old part due',
      oldPartDays: 'Days to return',
      warrantyDays: 'Warranty days',
      cost: 'Cost',
      price: 'User price',
      state: 'State',
    },
    kinds: {
      part: 'Part',
      material: 'Material',
      consumable: 'Consumable',
      tool: 'Tool',
      gear: 'Protective gear',
    },
    trackings: { quantity: 'By quantity', lot: 'By lot', serial: 'By serial' },
    own: 'Own',
    yes: 'Yes',
    no: 'No',
    live: 'In use',
    retired: 'Retired',
  },
};

/** Headings other sheets use for the same columns. */
const alsoCalled: Readonly<Partial<Record<SheetColumn, readonly string[]>>> = {
  code: ['配件编码', '物料编码', '料号', 'part number', 'part no'],
  nameZh: ['名称', '配件名称', '物料名称', '品名', 'name'],
  unit: ['单位', 'unit'],
  barcodes: ['条形码', 'barcode'],
  models: ['机型', '适用型号'],
  owner: ['厂家', '品牌方'],
  cost: ['成本价', '进价'],
  price: ['售价', '销售价', '零售价', 'price'],
  bin: ['库位', '货架'],
};

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/[\s*:：]/g, '')
    .toLowerCase();

/** The column a heading means, in either language; undefined for one that means nothing here. */
export function columnOf(heading: string): SheetColumn | undefined {
  const wanted = plain(heading);
  if (wanted === '') return undefined;
  return sheetColumns.find((column) =>
    [sheetWords.zh.columns[column], sheetWords.en.columns[column], ...(alsoCalled[column] ?? [])].some(
      (word) => plain(word) === wanted,
    ),
  );
}

/** The code of a word in a closed list, in either language or as the code itself. */
export function choiceOf<T extends string>(
  text: string,
  of: (words: SheetWords) => Readonly<Record<T, string>>,
): T | undefined {
  const wanted = plain(text);
  const [zh, en] = [of(sheetWords.zh), of(sheetWords.en)];
  return (Object.keys(zh) as T[]).find(
    (code) => code === wanted || plain(zh[code]) === wanted || plain(en[code]) === wanted,
  );
}
