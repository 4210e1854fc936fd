import type { Field, Paper, PaperNode } from '../../layout/tree.ts';
import { fillWords, type PaperWords, paperWords, type WordKey } from '../../words/index.ts';
import { capitalAmount } from '../capital-amount.ts';
import { type DocumentBase, markLine, optional, voidBanner, writeIn } from '../common.ts';
import { formatFen, formatInstant, formatMilli, formatPhone, formatWindow } from '../format.ts';
import { type InstallRecordKind, installFields } from './install-record.ts';

/** One device on the slip. Texts are already in the paper's language. */
export interface SlipMachine {
  brand: string;
  category: string;
  model: string;
  /** 机身条码, or the indoor unit's where the machine has two. */
  indoorCode?: string | null;
  outdoorCode?: string | null;
  /** Business day YYYY-MM-DD. */
  purchaseDay?: string | null;
  purchasePlace?: string | null;
  invoiceNumber?: string | null;
  /** Thousandths; 1000 when absent. */
  quantityMilli?: number;
}

export interface SlipPart {
  code: string;
  name: string;
  quantityMilli: number;
  unit: string;
}

export interface SlipUsedPart extends SlipPart {
  unitPriceFen: number;
  amountFen: number;
  /** 保内/保外 in words. */
  warranty: string;
  oldPartTaken: boolean;
}

/** Null amounts leave a line to write on. */
export interface SlipCharges {
  visitFen: number | null;
  inspectionFen: number | null;
  repairFen: number | null;
  materialFen: number | null;
  distanceFen: number | null;
  heightFen: number | null;
  otherFen: number | null;
  totalFen: number | null;
  paidBy?: 'cash' | 'scan' | 'both' | null;
  receiptNumber?: string | null;
  /** 代收货款: taken for somebody else, in no total of ours. */
  heldFen?: number | null;
}

/** 派工单 / 维修服务单 / 安装服务单. Masks are applied by whoever fills this in. */
export interface ServiceSlipData extends DocumentBase {
  slip: 'dispatch' | 'repair' | 'install';
  /** Which of the three parts this is; absent on a single slip. */
  part?: 'stub' | 'settlement' | 'user' | null;
  /** The void slip it stands for. */
  replaces?: { number: string; reason: string } | null;
  platform: string;
  brand?: string | null;
  upstreamNumber?: string | null;
  serviceType: string;
  /** 保内/保外/延保 in words. */
  warranty: string;
  /** 加急, VIP, 返修, 催单×2 … in words. */
  marks: string[];
  user: {
    name: string;
    phone: string;
    sparePhone?: string | null;
    address: string;
    estate?: string | null;
    floor?: string | null;
  };
  machines: SlipMachine[];
  request: {
    symptom?: string | null;
    wish?: string | null;
    /** UTC ms; null while not booked. */
    appointmentStartMs: number | null;
    appointmentEndMs: number | null;
    noteToTechnician?: string | null;
  };
  dispatch: {
    technician: string;
    technicianPhone?: string | null;
    helpers?: string[];
    dispatchedBy: string;
    dispatchedAtMs: number | null;
    partsToBring: SlipPart[];
  };
  /** What is known after the visit; absent on the slip that goes out. */
  finish?: {
    arrivedAtMs: number | null;
    finishedAtMs: number | null;
    faultCode: string;
    faultCause: string;
    measure: string;
    result: string;
    verificationCode?: string;
  } | null;
  usedParts: SlipUsedPart[];
  charges: SlipCharges | null;
  installRecord?: InstallRecordKind | null;
}

const titles: Record<ServiceSlipData['slip'], WordKey> = {
  dispatch: 'slipDispatch',
  repair: 'slipRepair',
  install: 'slipInstall',
};
const partNames: Record<'stub' | 'settlement' | 'user', WordKey> = {
  stub: 'partStub',
  settlement: 'partSettlement',
  user: 'partUser',
};

/** The slip as a tree. Pure: same data, same paper. */
export function serviceSlip(data: ServiceSlipData): Paper {
  const words = paperWords(data.language);
  const title = words[titles[data.slip]];
  return {
    title: `${title} ${data.number}`,
    language: data.language,
    nodes: [
      ...voidBanner(data.voided, words),
      head(data, title, words),
      ...order(data, words),
      { kind: 'section', title: words.sectionUser },
      { kind: 'fields', items: userFields(data, words) },
      ...data.machines.flatMap((machine, at) => machineNodes(machine, at, data.machines.length, words)),
      { kind: 'section', title: words.sectionRequest },
      { kind: 'fields', items: requestFields(data, words) },
      { kind: 'section', title: words.sectionDispatch },
      { kind: 'fields', items: dispatchFields(data, words) },
      ...installNodes(data, words),
      { kind: 'section', title: words.sectionFinish },
      { kind: 'fields', items: finishFields(data, words) },
      ...partsNodes(data, words),
      { kind: 'section', title: words.sectionCharges },
      { kind: 'fields', items: chargeFields(data.charges, words) },
      { kind: 'keep', children: opinionNodes(data, words) },
      ...voidBanner(data.voided ? { reason: '' } : null, words),
      markLine(data.mark, words),
      { kind: 'cut' },
    ],
  };
}

function head(data: ServiceSlipData, title: string, words: PaperWords): PaperNode {
  const children: PaperNode[] = [
    { kind: 'line', text: data.outlet.name, size: 'tall', bold: true },
    { kind: 'line', text: title, size: 'big', bold: true },
  ];
  if (data.part) children.push({ kind: 'line', text: words[partNames[data.part]], bold: true });
  children.push({ kind: 'line', text: `${words.slipNumber} ${data.number}`, size: 'tall', bold: true });
  if (data.replaces) {
    const reason = data.replaces.reason === '' ? '' : ` (${data.replaces.reason})`;
    children.push({ kind: 'line', text: `${words.replaces} ${data.replaces.number}${reason}`, bold: true });
  }
  children.push({
    kind: 'line',
    text: `${words.servicePhone} ${data.outlet.servicePhone}  ${words.complaintPhone} ${data.outlet.complaintPhone}`,
  });
  return { kind: 'corner', code: data.number, children };
}

function order(data: ServiceSlipData, words: PaperWords): PaperNode[] {
  const platform = data.brand ? `${data.platform}/${data.brand}` : data.platform;
  const nodes: PaperNode[] = [];
  if (data.marks.length > 0) {
    nodes.push({
      kind: 'line',
      text: data.marks.map((mark) => `【${mark}】`).join(''),
      size: 'tall',
      bold: true,
    });
  }
  nodes.push({
    kind: 'fields',
    items: [
      { label: words.serviceType, value: data.serviceType },
      { label: words.warranty, value: data.warranty },
      ...optional(words.upstreamNumber, data.upstreamNumber, { span: 6 }),
      { label: words.platformBrand, value: platform, span: 6 },
    ],
  });
  return nodes;
}

function userFields({ user }: ServiceSlipData, words: PaperWords): Field[] {
  return [
    { label: words.userName, value: user.name, strong: true },
    { label: words.userPhone, value: formatPhone(user.phone), strong: true },
    ...optional(words.sparePhone, formatPhone(user.sparePhone ?? '')),
    { label: words.address, value: user.address, span: 12, strong: true },
    ...optional(words.estate, user.estate, { span: 8 }),
    ...optional(words.floor, user.floor),
  ];
}

function machineNodes(machine: SlipMachine, at: number, total: number, words: PaperWords): PaperNode[] {
  const title = total === 1 ? words.sectionProduct : fillWords(words.sectionProductN, { n: at + 1, total });
  const split = machine.outdoorCode !== undefined && machine.outdoorCode !== null;
  const quantity = machine.quantityMilli ?? 1000;
  return [
    { kind: 'section', title },
    {
      kind: 'fields',
      items: [
        { label: words.brand, value: machine.brand, span: 3 },
        { label: words.category, value: machine.category, span: 3 },
        { label: words.model, value: machine.model, span: 6 },
        writeIn(split ? words.indoorCode : words.bodyCode, machine.indoorCode, { span: 6 }),
        ...(split ? [writeIn(words.outdoorCode, machine.outdoorCode, { span: 6 })] : []),
        ...optional(words.purchaseDay, machine.purchaseDay, { span: 3 }),
        ...optional(words.purchasePlace, machine.purchasePlace, { span: 3 }),
        ...optional(words.invoiceNumber, machine.invoiceNumber),
        ...(quantity === 1000 ? [] : [{ label: words.quantity, value: formatMilli(quantity) }]),
      ],
    },
  ];
}

function requestFields({ request, mark }: ServiceSlipData, words: PaperWords): Field[] {
  const window = formatWindow(request.appointmentStartMs, request.appointmentEndMs, mark.zone);
  return [
    writeIn(words.appointment, window, { span: 12, strong: window !== '' }),
    ...optional(words.symptom, request.symptom, { span: 12 }),
    ...optional(words.userWish, request.wish, { span: 12 }),
    ...optional(words.noteToTechnician, request.noteToTechnician, { span: 12 }),
  ];
}

function dispatchFields({ dispatch, mark }: ServiceSlipData, words: PaperWords): Field[] {
  const bring = dispatch.partsToBring.map(
    (part) => `${part.name}(${part.code})×${formatMilli(part.quantityMilli)}${part.unit}`,
  );
  return [
    { label: words.technician, value: dispatch.technician },
    ...optional(words.technicianPhone, formatPhone(dispatch.technicianPhone ?? '')),
    { label: words.dispatchedBy, value: dispatch.dispatchedBy },
    { label: words.dispatchedAt, value: formatInstant(dispatch.dispatchedAtMs, mark.zone) },
    ...optional(words.helpers, dispatch.helpers?.join(' '), { span: 8 }),
    ...optional(words.partsToBring, bring.join('\n'), { span: 12 }),
  ];
}

function installNodes(data: ServiceSlipData, words: PaperWords): PaperNode[] {
  if (!data.installRecord) return [];
  return [
    { kind: 'section', title: words.sectionInstall },
    { kind: 'fields', items: installFields(data.installRecord, words) },
  ];
}

function finishFields({ finish, mark }: ServiceSlipData, words: PaperWords): Field[] {
  return [
    writeIn(words.arrivedAt, formatInstant(finish?.arrivedAtMs, mark.zone)),
    writeIn(words.finishedAt, formatInstant(finish?.finishedAtMs, mark.zone)),
    writeIn(words.faultCode, finish?.faultCode),
    writeIn(words.faultCause, finish?.faultCause, { span: 6 }),
    writeIn(words.measure, finish?.measure, { span: 6 }),
    writeIn(words.result, finish?.result, { span: 12 }),
  ];
}

function partsNodes(data: ServiceSlipData, words: PaperWords): PaperNode[] {
  return [
    { kind: 'section', title: words.sectionParts },
    {
      kind: 'table',
      columns: [
        { title: words.seq, width: 4, weight: 1 },
        { title: words.partCode, weight: 3, below: true },
        { title: words.partName, weight: 5 },
        { title: words.quantity, width: 6, weight: 1.5, align: 'right' },
        { title: words.unitPrice, weight: 2, align: 'right', below: true },
        { title: words.amount, width: 9, weight: 2, align: 'right' },
        { title: words.partWarranty, weight: 2, below: true },
        { title: words.oldPartTaken, weight: 2, below: true },
      ],
      rows: data.usedParts.map((part, at) => [
        String(at + 1),
        part.code,
        part.name,
        `${formatMilli(part.quantityMilli)}${part.unit}`,
        formatFen(part.unitPriceFen),
        formatFen(part.amountFen),
        part.warranty,
        part.oldPartTaken ? '■' : '□',
      ]),
      writeInRows: data.usedParts.length === 0 ? 2 : 0,
    },
  ];
}

function chargeFields(charges: SlipCharges | null, words: PaperWords): Field[] {
  const money = (fen: number | null | undefined) => (fen === null || fen === undefined ? '' : formatFen(fen));
  const total = charges?.totalFen ?? null;
  const box = (ticked: boolean) => (ticked ? '■' : '□');
  const paid = (how: 'cash' | 'scan') => charges?.paidBy === how || charges?.paidBy === 'both';
  return [
    writeIn(words.feeVisit, money(charges?.visitFen), { span: 3 }),
    writeIn(words.feeInspection, money(charges?.inspectionFen), { span: 3 }),
    writeIn(words.feeRepair, money(charges?.repairFen), { span: 3 }),
    writeIn(words.feeMaterial, money(charges?.materialFen), { span: 3 }),
    writeIn(words.feeDistance, money(charges?.distanceFen), { span: 3 }),
    writeIn(words.feeHeight, money(charges?.heightFen), { span: 3 }),
    writeIn(words.feeOther, money(charges?.otherFen), { span: 3 }),
    writeIn(words.total, total === null ? '' : `￥${formatFen(total)}`, { span: 3 }),
    writeIn(words.totalInWords, total === null ? '' : capitalAmount(total), { span: 6 }),
    {
      label: words.payment,
      value: `${words.cash}${box(paid('cash'))} ${words.scan}${box(paid('scan'))}`,
      span: 3,
    },
    writeIn(words.receiptNumber, charges?.receiptNumber, { span: 3 }),
    ...optional(words.heldForOthers, money(charges?.heldFen)),
  ];
}

function opinionNodes(data: ServiceSlipData, words: PaperWords): PaperNode[] {
  return [
    { kind: 'section', title: words.sectionOpinion },
    {
      kind: 'fields',
      items: [
        {
          label: words.evaluation,
          value: `${words.satisfied}□ ${words.neutral}□ ${words.unsatisfied}□`,
          span: 6,
        },
        {
          label: words.confirmation,
          value: `${words.quotedFirst}□ ${words.explained}□ ${words.cleanedUp}□`,
          span: 6,
        },
        writeIn(words.verificationCode, data.finish?.verificationCode, { span: 4 }),
        writeIn(words.date, '', { span: 4 }),
        writeIn(words.technicianSignature, '', { span: 4 }),
      ],
    },
    { kind: 'spacer' },
    {
      kind: 'fields',
      items: [writeIn(words.userSignature, '', { span: 7 }), writeIn(words.outletStamp, '', { span: 5 })],
    },
    { kind: 'spacer' },
  ];
}
