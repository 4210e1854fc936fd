import type { Db } from '../../../db/connection.ts';
import { holdReasons } from '../../../domain/orders/hold.ts';
import {
  type FieldName,
  type FilterValue,
  type OrderFacts,
  orderFields,
  type Relation,
} from '../../../domain/orders/list-filter.ts';
import { queueNames } from '../../../domain/orders/queue.ts';
import { mainStates, sideStates } from '../../../domain/orders/states.ts';

type Random = () => number;
const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

const startMs = 1_794_700_000_000;
const lists = {
  staff: ['T01', 'T02', 'T03', 'T04', 'T05'],
  payer: ['PY-LZ', 'PY-QL'],
  tags: ['回头客', '急', 'VIP', 'a', 'A'],
  titles: ['空调安装', '空调维修 X1', '热水器 a', 'Fridge A', ''],
  words: ['漏水', 'Kat', 'kaT', 'ÄB', '不制冷', 'x', ''],
  models: ['KFR-35', 'kfr-50', '', 'Q8'],
  counties: ['云岭区', '东湖区', '', 'East'],
  days: ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'],
  flags: ['warranty_unclear', 'address_missing'],
  warranty: ['in_warranty', 'out_of_warranty', 'extended', 'joint'],
  appointment: ['none', 'proposed', 'agreed', 'missed'],
  verdicts: ['pending', 'passed', 'refill', 'redo', 'refused'],
  modes: ['on_site', 'carry_in', 'mail_in', 'pick_up'],
  goods: ['awaited', 'arrived'],
  kinds: ['finish', 'visit', 'first_call'],
  urges: ['user', 'platform', 'payer'],
  changes: ['changed', 'cancelled', 'reopened'],
  parts: ['held', 'issued', 'released', 'short'],
} as const;

interface Masters {
  staff: string[];
  payer: string[];
  connection: string[];
  team: string[];
  sub_shop: string[];
  service_item: string[];
  division: string[];
  brand: string[];
  part: string[];
  location: string[];
}
let masters: Masters;

/** Orders with every column a filter reads filled at random, written past the gate. */
export function fillOrders(db: Db, count: number, random: Random): void {
  db.pragma('foreign_keys = OFF');
  const ids = (table: string, column = 'id') =>
    db.prepare(`SELECT ${column} FROM ${table} ORDER BY 1 LIMIT 6`).pluck().all() as string[];
  masters = {
    staff: ids('staff'),
    payer: ids('payer'),
    connection: ids('connection'),
    team: ids('team'),
    sub_shop: ids('sub_shop'),
    service_item: ids('service_item'),
    division: ids('division', 'code'),
    brand: ids('brand'),
    part: ids('part'),
    location: ids('location'),
  };
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    db.prepare(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    ).run(row);
  };
  const maybe = <T>(value: T, share = 0.6): T | null => (random() < share ? value : null);
  const moment = () => startMs + Math.floor(random() * 120) * 3_600_000;
  const bit = () => (random() < 0.3 ? 1 : 0);
  const small = () => Math.floor(random() * 5);
  const from = (list: readonly string[]) => pick(list, random);
  db.exec('BEGIN');
  for (let index = 0; index < count; index += 1) {
    const id = `w${index}`;
    insert('customer', {
      id: `c${index}`,
      key_id: index + 1,
      name: from(['王小明', '李Ann', 'ann', '赵']),
      phone: `1390000${String(index % 50).padStart(4, '0')}`,
      phone_tail: String(index % 50).padStart(4, '0'),
      created_at: startMs,
      phone_masked: 0,
    });
    insert('address', {
      id: `a${index}`,
      customer_id: `c${index}`,
      key_id: index + 1,
      county: from(lists.counties),
      town: from(['', '南街']),
      detail: `${index % 30}号`,
    });
    const side = maybe(from(sideStates), 0.35);
    insert('work_order', {
      id,
      number: `N${index}`,
      state: from(mainStates),
      side_state: side,
      queue: from(queueNames),
      reason_code: maybe(from(holdReasons.map((reason) => reason.code)), 0.7),
      title: from(lists.titles),
      service_type: from(['安装', '维修', '清洗']),
      service_item_id: maybe(from(masters.service_item)),
      service_mode: from(lists.modes),
      machine_count: small() + 1,
      warranty: maybe(from(lists.warranty)),
      customer_id: `c${index}`,
      address_id: `a${index}`,
      division_code: maybe(from(masters.division)),
      payer_id: maybe(from(masters.payer)),
      connection_id: maybe(from(masters.connection)),
      upstream_number: maybe(from(['UP-1', 'up-2', '', '77'])),
      staff_id: maybe(from(masters.staff)),
      team_id: maybe(masters.team[0] ?? null, 0.4),
      sub_shop_id: maybe(masters.sub_shop[0] ?? null, 0.2),
      appointment_state: from(lists.appointment),
      appointment_day: maybe(from(lists.days)),
      appointment_start_at: maybe(moment()),
      appointment_changes: small(),
      verdict: maybe(from(lists.verdicts), 0.3),
      verdict_deadline_at: maybe(moment(), 0.2),
      urgent: bit(),
      rank: small(),
      complaint: bit(),
      is_rework: bit(),
      urges: small(),
      calls: small(),
      visits: small(),
      deadline_at: maybe(moment()),
      deadline_kind: maybe(from(lists.kinds)),
      money_at_risk_fen: small() * 1000,
      amount_fen: small() * 5000,
      distance_m: maybe(small() * 1000),
      remark: from(lists.words),
      fault_text: from(lists.words),
      goods_state: maybe(from(lists.goods), 0.2),
      key_id: index + 1,
      received_day: from(lists.days),
      received_at: moment(),
      ready_at: maybe(moment()),
      dispatched_at: maybe(moment()),
      accepted_at: maybe(moment()),
      first_call_at: maybe(moment()),
      first_connected_at: maybe(moment()),
      wish_staff_id: maybe(from(masters.staff), 0.2),
      goods_expected_at: maybe(moment(), 0.2),
      accept_due_at: maybe(moment(), 0.2),
      // A memo of the last level told by a person; lists go by what is open
      escalated_level: small() > 3 ? 1 : 0,
      next_contact_at: maybe(moment(), 0.4),
      finished_at: maybe(moment()),
      audited_at: maybe(moment(), 0.3),
      closed_at: maybe(moment(), 0.3),
      updated_at: moment(),
    });
    const lines = small() % 3;
    for (let line = 1; line <= lines; line += 1)
      insert('machine_line', {
        id: `m${index}-${line}`,
        work_order_id: id,
        line_no: line,
        model: from(lists.models),
        product_name: from(['', '挂机 A', '柜机']),
        category: from(['', '空调', '热水器']),
        brand_id: maybe(from(masters.brand)),
      });
    for (const tag of lists.tags)
      if (random() < 0.12) insert('work_order_tag', { id: `t${index}-${tag}`, work_order_id: id, tag });
    for (const code of lists.flags)
      if (random() < 0.2)
        insert('order_flag', {
          id: `f${index}-${code}`,
          work_order_id: id,
          code,
          params: '{}',
          severity: 'info',
          raised_at: startMs,
          cleared_at: maybe(startMs, 0.5),
        });
    if (random() < 0.2)
      insert('urge', {
        id: `u${index}`,
        work_order_id: id,
        from_whom: from(lists.urges),
        key_id: index + 1,
        at: startMs,
        answered_at: maybe(startMs, 0.4),
      });
    if (random() < 0.2)
      insert('order_escalation', {
        id: `e${index}`,
        work_order_id: id,
        level: 1,
        cause: 'late',
        to_staff_id: maybe(from(masters.staff)),
        at: startMs,
        answered_at: maybe(startMs, 0.4),
      });
    if (random() < 0.2) {
      insert('work_order_source', { id: `o${index}`, work_order_id: id, source_order_id: `s${index}` });
      insert('source_change', {
        id: `g${index}`,
        source_order_id: `s${index}`,
        inbox_id: '',
        kind: from(lists.changes),
        diff_sealed: '',
        fields: '[]',
        key_id: index + 1,
        state: from(['open', 'accepted']),
        at: startMs,
      });
    }
    if (random() < 0.2)
      insert('watcher', { id: `h${index}`, work_order_id: id, staff_id: from(masters.staff) });
    if (random() < 0.2)
      insert('reservation', {
        id: `r${index}`,
        part_id: from(masters.part),
        location_id: from(masters.location),
        owner_kind: 'own',
        condition: 'good',
        bin: '',
        work_order_id: id,
        quantity_milli: 1000,
        state: from(lists.parts),
        at: startMs,
      });
  }
  db.exec('COMMIT');
}

/** A value of the right kind: usually one that orders have. */
export function valuesOf(field: FieldName, rel: Relation, random: Random): FilterValue {
  if (rel === 'empty' || rel === 'filled' || rel === 'yes' || rel === 'no') return null;
  const some = (from: readonly string[]) => {
    const chosen = from.filter((text) => text !== '' && random() < 0.4);
    return chosen.length > 0 ? chosen : ['nothing like it'];
  };
  const day = () =>
    random() < 0.3 ? pick(['today', 'today+1', 'today-1'], random) : pick(lists.days, random);
  switch (orderFields[field].type) {
    case 'text':
      return pick(
        ['a', 'A', 'ann', 'kat', 'N1', 'n2', '139000000', 'UP', '漏', '空调', 'kfr', '1号', '区', 'äb', 'x'],
        random,
      );
    case 'number':
      return field === 'distance' ? 2000 : Math.floor(random() * 5);
    case 'money':
      return Math.floor(random() * 5) * 1000;
    case 'day':
      return rel === 'within' ? [day(), day()] : day();
    case 'instant':
      if (rel === 'within') return [day(), day()];
      if (rel === 'on') return day();
      return random() < 0.5
        ? startMs + Math.floor(random() * 120) * 3_600_000
        : pick(['now', 'now-8h', 'now+2d', 'today'], random);
    default:
      return some(codes(field));
  }
}

function codes(field: FieldName): readonly string[] {
  const known: Partial<Record<FieldName, readonly string[]>> = {
    queue: queueNames,
    state: [...mainStates, ...sideStates],
    holdReason: holdReasons.map((reason) => reason.code),
    serviceType: ['安装', '维修'],
    serviceMode: lists.modes,
    warranty: lists.warranty,
    appointmentState: lists.appointment,
    verdict: lists.verdicts,
    deadlineKind: lists.kinds,
    goodsState: lists.goods,
    staff: [...masters.staff, 'me'],
    team: masters.team,
    subShop: masters.sub_shop,
    payer: masters.payer,
    connection: masters.connection,
    serviceItem: masters.service_item,
    division: masters.division,
    wishStaff: masters.staff,
    tag: lists.tags,
    flag: lists.flags,
    watcher: [...masters.staff, 'me'],
    urgedBy: lists.urges,
    platformChange: lists.changes,
    toldTo: [...masters.staff, 'me'],
    brand: masters.brand,
    category: ['空调', '热水器'],
    partsState: lists.parts,
  };
  return known[field] ?? [];
}

type Row = Record<string, string | number | null>;

/** What every order says of every field, read table by table without the filter's own SQL. */
export function factsOf(db: Db): { seq: number; facts: OrderFacts }[] {
  const all = (sql: string) => db.prepare(sql).all() as Row[];
  const byOrder = (table: string, more = '') => {
    const found = new Map<string, Row[]>();
    for (const row of all(`SELECT * FROM ${table}${more}`)) {
      const of = found.get(row.work_order_id as string) ?? [];
      of.push(row);
      found.set(row.work_order_id as string, of);
    }
    return (id: string, column: string): string[] =>
      (found.get(id) ?? []).map((row) => row[column] as string | null).filter((one) => one !== null);
  };
  const customers = new Map(all('SELECT * FROM customer').map((row) => [row.id as string, row]));
  const addresses = new Map(all('SELECT * FROM address').map((row) => [row.id as string, row]));
  const tags = byOrder('work_order_tag');
  const flags = byOrder('order_flag', ' WHERE cleared_at IS NULL');
  const watchers = byOrder('watcher');
  const urges = byOrder('urge', ' WHERE answered_at IS NULL');
  const told = byOrder('order_escalation', ' WHERE answered_at IS NULL');
  const sources = byOrder('work_order_source');
  const changes = all("SELECT * FROM source_change WHERE state = 'open'");
  const machines = byOrder('machine_line');
  const parts = byOrder('reservation');
  return all('SELECT * FROM work_order ORDER BY seq').map((row) => {
    const id = row.id as string;
    const user = customers.get(row.customer_id as string)!;
    const place = addresses.get(row.address_id as string)!;
    return {
      seq: row.seq as number,
      facts: {
        queue: row.queue,
        state: row.side_state ?? row.state,
        holdReason: row.side_state === 'on_hold' ? row.reason_code : null,
        serviceType: row.service_type,
        serviceMode: row.service_mode,
        warranty: row.warranty,
        appointmentState: row.appointment_state,
        verdict: row.verdict,
        deadlineKind: row.deadline_kind,
        goodsState: row.goods_state,
        staff: row.staff_id,
        team: row.team_id,
        subShop: row.sub_shop_id,
        payer: row.payer_id,
        connection: row.connection_id,
        serviceItem: row.service_item_id,
        division: row.division_code,
        wishStaff: row.wish_staff_id,
        tag: tags(id, 'tag'),
        flag: flags(id, 'code'),
        watcher: watchers(id, 'staff_id'),
        urgedBy: urges(id, 'from_whom'),
        toldTo: told(id, 'to_staff_id'),
        platformChange: changes
          .filter((one) => sources(id, 'source_order_id').includes(one.source_order_id as string))
          .map((one) => one.kind as string),
        brand: machines(id, 'brand_id'),
        category: machines(id, 'category'),
        partsState: parts(id, 'state'),
        urgent: row.urgent === 1,
        complaint: row.complaint === 1,
        rework: row.is_rework === 1,
        escalated: told(id, 'id').length > 0,
        machines: row.machine_count,
        calls: row.calls,
        visits: row.visits,
        urges: row.urges,
        changes: row.appointment_changes,
        rank: row.rank,
        distance: row.distance_m,
        amount: row.amount_fen,
        risk: row.money_at_risk_fen,
        deadline: row.deadline_at,
        received: row.received_at,
        appointment: row.appointment_start_at,
        nextContact: row.next_contact_at,
        firstCall: row.first_call_at,
        connected: row.first_connected_at,
        acceptDue: row.accept_due_at,
        verdictDue: row.verdict_deadline_at,
        goodsExpected: row.goods_expected_at,
        ready: row.ready_at,
        dispatched: row.dispatched_at,
        accepted: row.accepted_at,
        finished: row.finished_at,
        audited: row.audited_at,
        closed: row.closed_at,
        updated: row.updated_at,
        appointmentDay: row.appointment_day,
        receivedDay: row.received_day,
        number: row.number,
        upstreamNumber: row.upstream_number,
        title: row.title,
        county: [place.county],
        product: machines(id, 'product_name'),
        model: machines(id, 'model'),
        customer: [user.name],
        phone: [user.phone],
        address: [`${place.county as string}${place.town as string}${place.detail as string}`],
        fault: row.fault_text,
        remark: row.remark,
      } as OrderFacts,
    };
  });
}
