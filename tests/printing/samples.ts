import type { IssueSlipData } from '../../main/printing/documents/stock/issue-slip.ts';
import type { OldPartLabelData } from '../../main/printing/documents/stock/old-part-label.ts';
import type { ReceiptData } from '../../main/printing/documents/money/receipt.ts';
import type { ServiceSlipData } from '../../main/printing/documents/orders/service-slip.ts';

const zone = 'Asia/Shanghai';
export const outlet = {
  name: '晨禾家电家居服务站',
  servicePhone: '0731-0000-0118',
  complaintPhone: '0731-0000-0119',
};
/** 2026-11-22 07:41 in Shanghai. */
export const printedAtMs = Date.UTC(2026, 10, 21, 23, 41);
const mark = { printedAtMs, copyNo: 1, printedBy: '祁望春', zone };

export const repairSlip: ServiceSlipData = {
  language: 'zh',
  mark,
  outlet,
  number: 'CH261122-0036',
  slip: 'repair',
  platform: '天猫服务中心',
  brand: '凌泽',
  upstreamNumber: '612000000004718823',
  serviceType: '空调维修',
  warranty: '保内',
  marks: ['加急', '催单×2'],
  user: {
    name: '林子涵',
    phone: '13600000318',
    sparePhone: '13600000999转2',
    address: '湖南省株洲市天元区望樟路188号栖云里7栋2单元1803',
    estate: '栖云里 7栋2单元',
    floor: '18层/有电梯',
  },
  machines: [
    {
      brand: '凌泽',
      category: '空调',
      model: 'KFR-26GW/LZA1',
      indoorCode: 'LZ01N260300127',
      outdoorCode: null,
      purchaseDay: '2024-06-18',
      purchasePlace: '天猫旗舰店',
    },
  ],
  request: {
    symptom: '显示E1通讯故障，重新上电后仍不制冷，外机不转。',
    wish: '孩子睡觉，下午3点后上门，到楼下先打电话',
    appointmentStartMs: Date.UTC(2026, 10, 22, 7, 0),
    appointmentEndMs: Date.UTC(2026, 10, 22, 9, 0),
    noteToTechnician: '上次2026-09-11清洗过；小区要登记身份证，车停东门。',
  },
  dispatch: {
    technician: '甘向阳',
    technicianPhone: '13300000203',
    helpers: [],
    dispatchedBy: '祁望春',
    dispatchedAtMs: printedAtMs - 600_000,
    partsToBring: [{ code: 'LZ-001', name: '挂机内机主板(定频)', quantityMilli: 1000, unit: '块' }],
  },
  usedParts: [],
  charges: null,
};

export const finishedSlip: ServiceSlipData = {
  ...repairSlip,
  mark: { ...mark, copyNo: 2 },
  finish: {
    arrivedAtMs: Date.UTC(2026, 10, 22, 7, 12),
    finishedAtMs: Date.UTC(2026, 10, 22, 8, 5),
    faultCode: 'GZ03',
    faultCause: '连接线或主板',
    measure: '换内机主板',
    result: '修复',
    verificationCode: '884213',
  },
  usedParts: [
    {
      code: 'LZ-001',
      name: '挂机内机主板(定频)',
      quantityMilli: 1000,
      unit: '块',
      unitPriceFen: 0,
      amountFen: 0,
      warranty: '保内',
      oldPartTaken: true,
    },
    {
      code: 'CH-043',
      name: '加长连接管(1-1.5匹)',
      quantityMilli: 2500,
      unit: '米',
      unitPriceFen: 10000,
      amountFen: 25000,
      warranty: '保外',
      oldPartTaken: false,
    },
  ],
  charges: {
    visitFen: 3000,
    inspectionFen: 0,
    repairFen: 0,
    materialFen: 25000,
    distanceFen: 0,
    heightFen: 10000,
    otherFen: 0,
    totalFen: 38000,
    paidBy: 'scan',
    receiptNumber: 'SJ261122-0007',
  },
};

export const issue: IssueSlipData = {
  language: 'zh',
  mark,
  outlet,
  number: 'LL261122-0004',
  issueDay: '2026-11-22',
  receiver: '甘向阳',
  team: '空调班',
  fromStore: '网点总库',
  workOrderNumbers: ['CH261122-0036', 'CH261122-0041'],
  lines: [
    {
      partCode: 'LZ-001',
      barcode: '2009000000018',
      name: '挂机内机主板(定频)',
      fitsModels: 'KFR-26GW/LZA1',
      unit: '块',
      dueMilli: 1000,
      issuedMilli: 1000,
      unitPriceFen: 9500,
      amountFen: 9500,
      bin: 'A1-01',
      purpose: '保内',
      oldPartDueMilli: 1000,
    },
    {
      partCode: 'CH-043',
      barcode: '2009000000438',
      name: 'PP棉滤芯10寸',
      unit: '支',
      dueMilli: 2000,
      issuedMilli: 2000,
      unitPriceFen: 850,
      amountFen: 1700,
      bin: 'C2-04',
      lotOrSerial: 'PP2601',
      purpose: '备货',
      oldPartDueMilli: 0,
    },
    {
      partCode: 'CH-072',
      name: '铜管 φ6.35×0.8',
      unit: '米',
      dueMilli: 3000,
      issuedMilli: 2500,
      unitPriceFen: 2800,
      amountFen: 7000,
      bin: 'D1-02',
      purpose: '保外',
      oldPartDueMilli: 0,
      remark: '余料明早补',
    },
  ],
  totalFen: 18200,
  unreturnedFen: 86200,
  limitFen: 150000,
  issuer: '苗库管',
};

export const paidReceipt: ReceiptData = {
  language: 'zh',
  mark,
  outlet,
  number: 'SJ261122-0007',
  receivedFrom: '林子涵',
  workOrderNumber: 'CH261122-0036',
  items: [
    { name: '加长连接管(1-1.5匹)', quantityMilli: 2500, unitPriceFen: 10000, amountFen: 25000 },
    { name: '高空作业费', quantityMilli: 1000, unitPriceFen: 10000, amountFen: 10000 },
    { name: '上门费', quantityMilli: 1000, unitPriceFen: 3000, amountFen: 3000 },
  ],
  totalFen: 38000,
  paymentMethod: '扫码',
  cashier: '甘向阳',
};

export const label: OldPartLabelData = {
  language: 'zh',
  mark,
  outlet,
  number: 'JJ261122-0002',
  outletCode: 'CH4302-01',
  workOrderNumber: 'CH261122-0036',
  brand: '凌泽',
  model: 'KFR-26GW/LZA1',
  machineCode: 'LZ01N260300127',
  oldPartCode: 'LZ-001',
  oldPartName: '挂机内机主板(定频)',
  faultCode: 'GZ03',
  replacedDay: '2026-11-22',
  returnByDay: '2026-12-22',
  technician: '甘向阳',
};
