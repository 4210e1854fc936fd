/**
 * Conditions over a list of work orders: a tree of AND, OR and NOT whose leaves name a field of a closed list, a
 * relation its type knows and a value. Pure: the same tree becomes SQL in db/queries/order-filter.ts, and a test holds
 * that both choose the same orders. Views keep trees with relative moments (`today`, `now+4h`, `me`); `resolveFilter`
 * makes them absolute for one reading.
 */
import { Fault } from '../kernel/fault.ts';
import type { Permission } from '../access/permissions.ts';
import { addDays, dayEndMs, dayStartMs, isDay } from '../time/business-day.ts';

export type FieldType = 'code' | 'ref' | 'set' | 'text' | 'number' | 'money' | 'instant' | 'day' | 'flag';

export interface OrderField {
  type: FieldType;
  /** May be absent in a row: then `empty` and `filled` can be asked. */
  optional?: boolean;
  /** What the reader must be able to see whole before asking by it: a filter must not tell what a mask hides. */
  reveals?: Permission;
  /** Staff ids: `me` stands for the reader. */
  person?: boolean;
}

/** Every field a list can be narrowed by. */
export const orderFields = {
  queue: { type: 'code' },
  state: { type: 'code' },
  holdReason: { type: 'code', optional: true },
  serviceType: { type: 'code' },
  serviceMode: { type: 'code' },
  warranty: { type: 'code', optional: true },
  appointmentState: { type: 'code' },
  verdict: { type: 'code', optional: true },
  deadlineKind: { type: 'code', optional: true },
  goodsState: { type: 'code', optional: true },
  staff: { type: 'ref', optional: true, person: true },
  team: { type: 'ref', optional: true },
  subShop: { type: 'ref', optional: true },
  payer: { type: 'ref', optional: true },
  connection: { type: 'ref', optional: true },
  serviceItem: { type: 'ref', optional: true },
  division: { type: 'ref', optional: true },
  wishStaff: { type: 'ref', optional: true, person: true },
  tag: { type: 'set' },
  flag: { type: 'set' },
  watcher: { type: 'set', person: true },
  /** Who urges and waits for an answer; of which kind an undecided change of the platform is; whom it was passed up to. */
  urgedBy: { type: 'set' },
  platformChange: { type: 'set' },
  toldTo: { type: 'set', person: true },
  brand: { type: 'set' },
  category: { type: 'set' },
  partsState: { type: 'set' },
  urgent: { type: 'flag' },
  complaint: { type: 'flag' },
  rework: { type: 'flag' },
  escalated: { type: 'flag' },
  machines: { type: 'number' },
  calls: { type: 'number' },
  visits: { type: 'number' },
  urges: { type: 'number' },
  changes: { type: 'number' },
  rank: { type: 'number' },
  distance: { type: 'number', optional: true },
  amount: { type: 'money' },
  risk: { type: 'money' },
  deadline: { type: 'instant', optional: true },
  received: { type: 'instant' },
  appointment: { type: 'instant', optional: true },
  nextContact: { type: 'instant', optional: true },
  firstCall: { type: 'instant', optional: true },
  connected: { type: 'instant', optional: true },
  acceptDue: { type: 'instant', optional: true },
  verdictDue: { type: 'instant', optional: true },
  goodsExpected: { type: 'instant', optional: true },
  ready: { type: 'instant', optional: true },
  dispatched: { type: 'instant', optional: true },
  accepted: { type: 'instant', optional: true },
  finished: { type: 'instant', optional: true },
  audited: { type: 'instant', optional: true },
  closed: { type: 'instant', optional: true },
  updated: { type: 'instant' },
  appointmentDay: { type: 'day', optional: true },
  receivedDay: { type: 'day' },
  number: { type: 'text' },
  upstreamNumber: { type: 'text', optional: true },
  title: { type: 'text' },
  county: { type: 'text', optional: true },
  product: { type: 'text', optional: true },
  model: { type: 'text', optional: true },
  customer: { type: 'text', optional: true, reveals: 'personal.name' },
  phone: { type: 'text', optional: true, reveals: 'personal.phone' },
  address: { type: 'text', optional: true, reveals: 'personal.address' },
  fault: { type: 'text', optional: true, reveals: 'personal.phone' },
  remark: { type: 'text', optional: true, reveals: 'personal.phone' },
} as const satisfies Record<string, OrderField>;

export type FieldName = keyof typeof orderFields;
export const fieldNames = Object.keys(orderFields) as FieldName[];

/** What each type can be asked; `empty` and `filled` only where the field is optional or a set. */
export const relations = {
  code: ['is', 'isNot', 'empty', 'filled'],
  ref: ['is', 'isNot', 'empty', 'filled'],
  set: ['has', 'hasNot', 'empty', 'filled'],
  text: ['contains', 'containsNot', 'is', 'startsWith', 'empty', 'filled'],
  number: ['equals', 'atLeast', 'atMost', 'empty', 'filled'],
  money: ['equals', 'atLeast', 'atMost'],
  instant: ['on', 'before', 'since', 'within', 'empty', 'filled'],
  day: ['on', 'before', 'since', 'within', 'empty', 'filled'],
  flag: ['yes', 'no'],
} as const satisfies Record<FieldType, readonly string[]>;

export type Relation = (typeof relations)[FieldType][number];
export type FilterValue = string | number | null | readonly (string | number)[];

export interface Condition {
  field: FieldName;
  rel: Relation;
  value: FilterValue;
}
export interface Group {
  op: 'and' | 'or' | 'not';
  items: readonly FilterNode[];
}
export type FilterNode = Condition | Group;

/** As it comes from outside, before `checkFilter`. */
export type LooseNode =
  | { op: 'and' | 'or' | 'not'; items: LooseNode[] }
  | { field: string; rel: string; value: string | number | null | (string | number)[] };

export const filterLimits = { depth: 6, conditions: 60, values: 200, text: 100 } as const;

export const isGroup = (node: FilterNode): node is Group => 'op' in node;

/** The relations one field can be asked by. */
export function relationsOf(name: FieldName): readonly Relation[] {
  const field: OrderField = orderFields[name];
  const all: readonly Relation[] = relations[field.type];
  const mayLack = field.optional === true || field.type === 'set';
  return mayLack ? all : all.filter((rel) => rel !== 'empty' && rel !== 'filled');
}

const relativeDay = /^today(?:([+-])(\d{1,3}))?$/;
const relativeInstant = /^now(?:([+-])(\d{1,4})([mhd]))?$/;

/** `YYYY-MM-DD`, `today`, `today+2`. */
export const isDayValue = (value: unknown): value is string =>
  typeof value === 'string' && (relativeDay.test(value) || isDay(value));

/** UTC ms, `now`, `now+4h`, or a day, which means its beginning. */
export const isMoment = (value: unknown): value is string | number =>
  typeof value === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' && (relativeInstant.test(value) || isDayValue(value));

function isValueFor(type: FieldType, rel: Relation, value: unknown): value is FilterValue {
  if (rel === 'empty' || rel === 'filled' || rel === 'yes' || rel === 'no') return value === null;
  const each = (ok: (one: unknown) => boolean, least: number, most: number) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(ok);
  const isText = (one: unknown) =>
    typeof one === 'string' && one.length > 0 && one.length <= filterLimits.text;
  switch (type) {
    case 'code':
    case 'ref':
    case 'set':
      return each(isText, 1, filterLimits.values);
    case 'text':
      return isText(value);
    case 'number':
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value);
    case 'instant':
      if (rel === 'within') return each(isDayValue, 2, 2);
      return rel === 'on' ? isDayValue(value) : isMoment(value);
    case 'day':
      return rel === 'within' ? each(isDayValue, 2, 2) : isDayValue(value);
    case 'flag':
      return false;
  }
}

/** A tree from outside as one the program can read. Faults: `filter_invalid` {field, problem}. */
export function checkFilter(loose: LooseNode): FilterNode {
  let left = filterLimits.conditions;
  const refuse = (field: string, problem: string): never => {
    throw new Fault('filter_invalid', { field: field.slice(0, 40), problem });
  };
  const check = (node: LooseNode, depth: number): FilterNode => {
    if (depth > filterLimits.depth) refuse('', 'too_deep');
    if ('op' in node) {
      if (node.op === 'not' && node.items.length !== 1) refuse('', 'not_takes_one');
      return { op: node.op, items: node.items.map((item) => check(item, depth + 1)) };
    }
    left -= 1;
    if (left < 0) refuse(node.field, 'too_many');
    if (!Object.hasOwn(orderFields, node.field)) refuse(node.field, 'field');
    const field = node.field as FieldName;
    const rel = relationsOf(field).find((known) => known === node.rel);
    if (rel === undefined) return refuse(field, 'relation');
    if (!isValueFor(orderFields[field].type, rel, node.value)) refuse(field, 'value');
    return { field, rel, value: node.value };
  };
  return check(loose, 1);
}

export function conditionsOf(node: FilterNode): Condition[] {
  return isGroup(node) ? node.items.flatMap(conditionsOf) : [node];
}

/** Permissions without which a reader may not ask these questions. */
export function revealsOf(node: FilterNode): Permission[] {
  const needed = conditionsOf(node).map(({ field }) => (orderFields[field] as OrderField).reveals);
  return [...new Set(needed)].filter((permission) => permission !== undefined);
}

export interface ReadingPoint {
  nowMs: number;
  /** Business day of `nowMs`. */
  today: string;
  zone: string;
  staffId: string | null;
}

function dayOf(value: string, today: string): string {
  const found = relativeDay.exec(value);
  if (!found) return value;
  return addDays(today, found[2] === undefined ? 0 : Number(`${found[1]}${found[2]}`));
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function momentOf(value: string | number, at: ReadingPoint): number {
  if (typeof value === 'number') return value;
  const found = relativeInstant.exec(value);
  if (!found) return dayStartMs(dayOf(value, at.today), at.zone);
  if (found[2] === undefined) return at.nowMs;
  return at.nowMs + Number(`${found[1]}${found[2]}`) * unitMs[found[3] as keyof typeof unitMs];
}

/** The same tree with every relative value made absolute; instants asked by days get `[fromMs, toMs)`. */
export function resolveFilter(node: FilterNode, at: ReadingPoint): FilterNode {
  if (isGroup(node)) return { op: node.op, items: node.items.map((item) => resolveFilter(item, at)) };
  const { field, rel, value } = node;
  const { type, person }: OrderField = orderFields[field];
  if (person === true && Array.isArray(value))
    return { field, rel, value: value.map((one) => (one === 'me' ? (at.staffId ?? '') : one)) };
  if (value === null || (type !== 'instant' && type !== 'day')) return node;
  const days = (Array.isArray(value) ? value : [value, value]) as string[];
  if (type === 'day')
    return {
      field,
      rel,
      value:
        rel === 'within' || rel === 'on'
          ? days.map((day) => dayOf(day, at.today))
          : dayOf(String(value), at.today),
    };
  if (rel === 'on' || rel === 'within')
    return {
      field,
      rel,
      value: [
        dayStartMs(dayOf(days[0] as string, at.today), at.zone),
        dayEndMs(dayOf(days[1] as string, at.today), at.zone),
      ],
    };
  return { field, rel, value: momentOf(value as string | number, at) };
}

/** What an order says of each field: sets and fields of several rows as lists. */
export type OrderFacts = Partial<Record<FieldName, string | number | boolean | null | readonly string[]>>;

/** Letters A–Z alone, as the store compares. */
export const fold = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether an order fits a resolved tree. An empty AND fits everything, an empty OR nothing. */
export function matchesFilter(node: FilterNode, facts: OrderFacts): boolean {
  if (isGroup(node)) {
    if (node.op === 'and') return node.items.every((item) => matchesFilter(item, facts));
    const some = node.items.some((item) => matchesFilter(item, facts));
    return node.op === 'or' ? some : !some;
  }
  return matchesCondition(node, facts[node.field] ?? null);
}

function matchesCondition(
  { field, rel, value }: Condition,
  fact: string | number | boolean | null | readonly string[],
): boolean {
  const held = (Array.isArray(fact) ? fact : fact === null ? [] : [fact]) as (string | number | boolean)[];
  const some = held.filter((one) => one !== '');
  if (rel === 'empty') return some.length === 0;
  if (rel === 'filled') return some.length > 0;
  if (rel === 'yes' || rel === 'no') return (held[0] === true) === (rel === 'yes');
  const values = value as readonly (string | number)[];
  switch (orderFields[field].type) {
    case 'code':
    case 'ref':
    case 'set': {
      const found = held.some((one) => values.includes(one as string));
      return rel === 'is' || rel === 'has' ? found : !found;
    }
    case 'text': {
      const wanted = fold(String(value));
      const texts = held.map((one) => fold(String(one)));
      if (rel === 'is') return texts.includes(wanted);
      if (rel === 'startsWith') return texts.some((text) => text.startsWith(wanted));
      return texts.some((text) => text.includes(wanted)) === (rel === 'contains');
    }
    default: {
      const [one] = held;
      if (one === undefined) return false;
      if (rel === 'equals') return one === value;
      if (rel === 'atLeast' || rel === 'since') return one >= (value as string | number);
      if (rel === 'atMost') return one <= (value as string | number);
      if (rel === 'before') return one < (value as string | number);
      const [from, to] = values as [string | number, string | number];
      // Days are whole, so the last one counts; instants end before the day after
      return one >= from && (orderFields[field].type === 'day' ? one <= to : one < to);
    }
  }
}
