import type { DocumentData, DocumentKind } from '../documents/index.ts';

import { appointmentStartMs, base, day, hourMs, printedAtMs } from './example-base.ts';
import { moneyExamples } from './example-money.ts';

/**
 * A paper of each kind with everything on it that may stand there: what templates choose their fields from, and what
 * the editor shows. Papers share their words, so they share the values.
 */
const part = {
  code: 'LZ-001',
  partCode: 'LZ-001',
  barcode: '2009000000018',
  name: '挂机内机主板(定频)',
  fitsModels: 'KFR-26GW/LZA1',
  unit: '块',
  unitPriceFen: 9500,
  amountFen: 19_000,
  bin: 'A1-01',
  place: '网点总库',
  lotOrSerial: 'L2601',
  condition: '良品',
  reason: '型号不对',
  purpose: '保内',
  sourceNumber: 'LL261122-0004',
  orderNumber: 'CH261122-0036',
  remark: '余料明早补',
};
const amounts = {
  quantityMilli: 2000,
  askedMilli: 2000,
  doneMilli: 2000,
  dueMilli: 2000,
  issuedMilli: 2000,
  approvedMilli: 2000,
  shippedMilli: 1000,
  bookMilli: 5000,
  countedMilli: 4000,
  oldPartDueMilli: 2000,
};
const oldPart = {
  labelNumber: 'JJ261122-0002',
  oldPartCode: 'LZ-001',
  oldPartName: '挂机内机主板(定频)',
  model: 'KFR-26GW/LZA1',
  machineCode: 'LZ01N260300127',
  newPartCode: 'LZ-001',
  newCode: 'LZ01N261100007',
  replacedDay: day,
  faultCause: '主板击穿',
  daysLate: 3,
};
const line = { ...part, ...amounts, ...oldPart, oldPartDue: true };
const lines = [
  line,
  {
    ...line,
    partCode: 'CH-043',
    name: 'PP棉滤芯10寸',
    unit: '支',
    bin: 'C2-04',
    unitPriceFen: 850,
    amountFen: 1700,
  },
];

const machine = {
  brand: '凌泽',
  category: '空调',
  model: 'KFR-26GW/LZA1',
  indoorCode: 'LZ01N260300127',
  outdoorCode: 'LZ01W260300127',
  purchaseDay: '2024-06-18',
  purchasePlace: '天猫旗舰店',
  invoiceNumber: '06182024',
  quantityMilli: 2000,
};
const inspected = {
  ...machine,
  code: 'LZ01N260300127',
  warranty: '保内',
  fault: 'GZ03',
  cause: '连接线或主板',
  measure: '换内机主板',
  result: '修复',
};

/** Of papers about goods and things. */
const shared = {
  ...base,
  day,
  issueDay: day,
  inDay: day,
  dueDay: '2026-12-22',
  person: '甘向阳',
  receiver: '甘向阳',
  team: '空调班',
  from: '网点总库',
  to: '甘向阳的备件包',
  fromStore: '网点总库',
  workOrderNumbers: ['CH261122-0036', 'CH261122-0041'],
  workOrderNumber: 'CH261122-0036',
  carrier: '顺丰',
  parcelNumber: 'SF1000000001',
  box: '第1/共2箱',
  boxNo: 1,
  boxes: 2,
  month: '2026-11',
  requestNumber: 'SQ261122-0001',
  sourceNumber: 'LL261122-0004',
  reason: '型号不对',
  lines,
  items: lines,
  totalFen: 20_700,
  unreturnedFen: 86_200,
  limitFen: 150_000,
  issuer: '苗库管',
  madeBy: '苗库管',
  approvedBy: '祁望春',
  openedBy: '苗库管',
  requestedBy: '甘向阳',
  handedInBy: '苗库管',
  takenBy: '苗库管',
  handedTo: '林子涵',
  technician: '甘向阳',
  payer: '凌泽',
  state: '待收货',
  scope: '按货位',
  round: 1,
  place: '网点总库',
  outletCode: 'CH4302-01',
  outletName: '晨禾家电家居服务站',
  user: '林子涵',
  phone: '13600000318',
  address: '湖南省株洲市天元区望樟路188号栖云里7栋2单元1803',
  what: '空调遥控器',
  machine: '凌泽 KFR-26GW/LZA1',
  accessories: '电源线1根',
  damage: '外壳有划痕',
  fault: '主板坏',
  symptom: '不制冷',
  estimateFen: 12_000,
  paidBeforeFen: 5000,
  storageFen: 600,
  depositUsedFen: 9500,
  expectedDay: '2026-11-25',
  returnReason: '铭牌照片不清',
  upstreamNumber: '612000000004718823',
  inspectedAtMs: appointmentStartMs,
  machines: [inspected],
  validUntilMs: appointmentStartMs + 72 * hourMs,
  agreedHow: '电话',
  receivedFrom: '林子涵',
  receivedFen: 21_000,
  changeFen: 300,
  paymentMethod: '扫码',
  cashier: '甘向阳',
  brand: '凌泽',
  faultCode: 'GZ03',
  returnByDay: '2026-12-22',
  ...oldPart,
};

const slip: DocumentData['service_slip'] = {
  ...base,
  slip: 'repair',
  platform: '天猫服务中心',
  brand: '凌泽',
  upstreamNumber: '612000000004718823',
  serviceType: '空调维修',
  warranty: '保内',
  marks: ['加急', '催单×2'],
  replaces: { number: 'CH261122-0031', reason: '预约已改' },
  user: {
    name: '林子涵',
    phone: '13600000318',
    sparePhone: '13600000999',
    address: shared.address,
    estate: '栖云里 7栋2单元',
    floor: '18层/有电梯',
  },
  machines: [machine],
  request: {
    symptom: '显示E1通讯故障，重新上电后仍不制冷，外机不转。',
    wish: '孩子睡觉，到楼下先打电话',
    appointmentStartMs,
    appointmentEndMs: appointmentStartMs + 2 * hourMs,
    noteToTechnician: '小区要登记身份证，车停东门。',
  },
  dispatch: {
    technician: '甘向阳',
    technicianPhone: '13300000203',
    helpers: ['钟小路'],
    dispatchedBy: '祁望春',
    dispatchedAtMs: printedAtMs - hourMs,
    partsToBring: [{ ...part, quantityMilli: 1000 }],
  },
  finish: {
    arrivedAtMs: appointmentStartMs + hourMs / 5,
    finishedAtMs: appointmentStartMs + hourMs,
    faultCode: 'GZ03',
    faultCause: '连接线或主板',
    measure: '换内机主板',
    result: '修复',
    verificationCode: '884213',
  },
  usedParts: [{ ...part, quantityMilli: 2000, warranty: '保内', oldPartTaken: true }],
  charges: {
    visitFen: 3000,
    inspectionFen: 0,
    repairFen: 8000,
    materialFen: 25_000,
    distanceFen: 0,
    heightFen: 10_000,
    otherFen: 0,
    totalFen: 46_000,
    paidBy: 'scan',
    receiptNumber: 'SJ261122-0007',
    heldFen: 199_900,
  },
};
const installed = (installRecord: DocumentData['service_slip']['installRecord']) => ({
  ...slip,
  slip: 'install' as const,
  installRecord,
});

const visits = [
  {
    window: '08:00-10:00',
    orderNumber: 'CH261122-0036',
    user: '林子涵',
    phone: '13600000318',
    address: shared.address,
    what: '空调维修',
    bring: '挂机内机主板×1',
    remark: '到楼下先打电话',
  },
];

/** The first is what the editor shows; the others add what stands only on some of the kind. */
const examples: {
  [Kind in Exclude<DocumentKind, 'calibration'>]?: [DocumentData[Kind], ...DocumentData[Kind][]];
} = {
  service_slip: [
    slip,
    { ...slip, slip: 'dispatch', part: 'stub', machines: [machine, { ...machine, model: 'KFR-35GW/LZA1' }] },
    { ...slip, part: 'settlement', machines: [{ ...machine, outdoorCode: null }] },
    { ...slip, part: 'user' },
    installed('air_conditioner'),
    installed('water_purifier'),
    installed('gas'),
    installed('lock'),
    installed('furniture'),
    installed('measure'),
  ],
  day_list: [
    {
      ...shared,
      people: [
        { technician: '甘向阳', phone: '13300000203', rows: visits },
        { technician: '钟小路', phone: '13300000204', rows: visits },
      ],
    },
  ],
  quote: [shared],
  repair_intake: [shared],
  pickup_voucher: [shared],
  inspection: [shared, { ...shared, machines: [inspected, inspected] }],
  trade_in: [shared],
  issue_slip: [shared],
  return_slip: [shared],
  upstream_return: [shared],
  parts_request: [shared],
  pick_list: [shared],
  transfer_slip: [shared],
  receiving_slip: [shared],
  scrap_slip: [shared],
  count_sheet: [
    { ...shared, blind: false },
    { ...shared, blind: true },
  ],
  old_part_label: [shared],
  old_part_list: [shared],
  part_label: [{ ...shared, ...part, lot: 'L2601', expiresDay: '2027-01-31' }],
  bin_label: [{ ...shared, bin: 'A1-01' }],
  receipt: [shared],
  ...moneyExamples,
};

/** Documents whose papers an outlet may set itself; the calibration page shows the printer, not the outlet. */
export type TemplateKind = Exclude<DocumentKind, 'calibration'>;
export const templateKinds = Object.keys(examples) as TemplateKind[];

export const hasTemplates = (kind: string): kind is TemplateKind => Object.hasOwn(examples, kind);

/** Made-up papers of a kind; none where its papers cannot be set. */
export const examplesOf = (kind: DocumentKind): readonly DocumentData[DocumentKind][] =>
  hasTemplates(kind) ? (examples[kind] ?? []) : [];
