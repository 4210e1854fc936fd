import type { OutputOf } from '../../preload/contract/index.ts';
import { addDays, atLocal } from '../../domain/time/business-day.ts';
import { picture, pictureHash } from './pictures.ts';
import type { World } from './world.ts';

type Assigned = { id: string; staffId: string; day: string };

/** Everybody's orders with their day, as the board shows them. */
export async function assignedOrders(world: World): Promise<Assigned[]> {
  const rows = await world.dispatcher.listOrders(['visit', 'appointment']);
  return rows.flatMap((row) =>
    row.staffId !== null && row.appointmentDay !== null
      ? [{ id: row.id, staffId: row.staffId, day: row.appointmentDay }]
      : [],
  );
}

/** Parts the orders will want, reserved where there are some. */
export async function reserveParts(world: World): Promise<number> {
  let reserved = 0;
  for (const order of await assignedOrders(world)) {
    const { parts } = await world.dispatcher.call('parts.suggest', { workOrderId: order.id });
    const part = parts.find((one) => one.freeMilli >= 1000);
    if (part === undefined) continue;
    const done = await world.dispatcher.call('parts.reserve', {
      workOrderId: order.id,
      partId: part.partId,
      quantityMilli: 1000,
    });
    if (done.heldMilli > 0) reserved += 1;
  }
  return reserved;
}

/** The morning issue of one day, person by person; what is over a limit the manager allows. */
export async function issueDay(world: World, day: string): Promise<number> {
  const { storekeeper, manager } = world;
  const { bags } = await storekeeper.call('parts.bags', {});
  let issued = 0;
  for (const person of bags) {
    const draft = await storekeeper.call('parts.issueDraft', { staffId: person.staffId, day });
    const lines = draft.lines
      .filter((line) => line.state === 'ready')
      .map((line) => ({
        partId: line.partId,
        quantityMilli: line.quantityMilli,
        workOrderId: line.workOrderId,
      }));
    if (lines.length === 0) continue;
    const keeper = draft.refusals.length === 0 ? storekeeper : manager;
    const approval = draft.refusals.length === 0 ? null : { staffId: 'S01', pin: null };
    const { documentId } = await keeper.call('parts.issue', { staffId: person.staffId, lines, approval });
    await storekeeper.call('paper.print', { kind: 'issue_slip', ids: [documentId] });
    issued += 1;
  }
  return issued;
}

/** Slips of a day, printed to files. */
export async function printDay(world: World, day: string): Promise<number> {
  const ids = (await assignedOrders(world)).filter((order) => order.day === day).map((order) => order.id);
  for (let from = 0; from < ids.length; from += 50) {
    await world.dispatcher.call('paper.print', { kind: 'service_slip', ids: ids.slice(from, from + 50) });
  }
  // The list the morning meeting is held over
  if (ids.length > 0) await world.dispatcher.call('paper.print', { kind: 'day_list', ids: [day] });
  await world.printAll();
  return ids.length;
}

type Slip = OutputOf<'visits.findSlip'>;

const plain = { 安装: 'installed', 维修: 'repaired', 清洗: 'cleaned', 测量: 'measured' } as Record<
  string,
  string
>;

/** A code that fits the machine's pattern, different for every machine of the walk. */
function codeFor(world: World, model: string, place: 'indoor' | 'outdoor'): string | null {
  const nth = world.nextCode();
  const row = world.outlet.store.read
    .prepare(
      place === 'indoor'
        ? 'SELECT sn_pattern FROM product_model WHERE model = ?'
        : 'SELECT coalesce(outdoor_sn_pattern, sn_pattern) FROM product_model WHERE model = ?',
    )
    .pluck()
    .get(model) as string | null | undefined;
  if (row === undefined || row === null) return `WALK${String(nth).padStart(10, '0')}`;
  return fillPattern(row, nth);
}

/** The demo's patterns are letters, one class, two digits of a year, a month and a running number. */
function fillPattern(pattern: string, nth: number): string {
  const running = String(nth % 100_000).padStart(5, '0');
  return pattern
    .replace(/^\^|\$$/g, '')
    .replace(/\(0\[1-9\]\|1\[0-2\]\)/g, '03')
    .replace(/\[0-9\]\{(\d+)\}/g, (_all, count: string) =>
      count === '5' ? running : running.slice(-Number(count)).padStart(Number(count), '2'),
    )
    .replace(/\[([A-Z])[A-Z]*\]/g, '$1')
    .replace(/\\d\{(\d+)\}/g, (_all, count: string) =>
      String(nth).padStart(Number(count), '0').slice(-Number(count)),
    );
}

/** Keys one slip as it comes back in the evening: codes, result, parts from the bag, money at the door, photos. */
async function keySlip(world: World, slip: Slip, nth: number): Promise<boolean> {
  const { dispatcher } = world;
  const day = slip.slip.day;
  const arrivedAt = Math.max(slip.order.appointmentStartAt ?? 0, atLocal(day, 8 * 60 + 10));
  const finishedAt = Math.min(arrivedAt + 70 * 60_000, world.env.now());
  const emptyTrip = nth % 25 === 7;
  const shots = emptyTrip ? [] : slip.shots.filter((shot) => shot.required);
  const sent = [];
  for (const [index, shot] of shots.entries()) {
    const seed = nth * 100 + index;
    const hash = await dispatcher.upload(picture(seed), `shot-${index + 1}.png`, 'image/png');
    sent.push({
      name: shot.name,
      hash,
      fileName: `shot-${index + 1}.png`,
      pictureHash: pictureHash(seed),
      takenAt: finishedAt,
    });
  }
  const usable = slip.bag.filter((part) => part.forOrder && part.quantityMilli >= 1000).slice(0, 1);
  const outOfWarranty = slip.order.warranty === 'out_of_warranty';
  const machines = slip.machines.map((machine) => ({
    machineLineId: machine.id,
    resultCode: emptyTrip ? null : (plain[slip.order.serviceType] ?? 'repaired'),
    indoorCode: machine.needs.includes('indoor')
      ? (machine.indoorCode ?? codeFor(world, machine.model, 'indoor'))
      : machine.indoorCode,
    outdoorCode: machine.needs.includes('outdoor')
      ? (machine.outdoorCode ?? codeFor(world, machine.model, 'outdoor'))
      : machine.outdoorCode,
    cause: slip.faults[0]?.causeZh ?? '',
    measure: slip.faults[0]?.measureZh ?? '',
  }));
  const done = await dispatcher.call('visits.returnSlip', {
    slipId: slip.slip.id,
    slipVersion: slip.slip.version,
    orderVersion: slip.order.version,
    arrivedAt,
    finishedAt,
    outcome: emptyTrip ? 'empty_user_absent' : 'done',
    causeCode: null,
    machines: emptyTrip ? [] : machines,
    parts: emptyTrip
      ? []
      : usable.map((part) => ({
          machineLineId: slip.machines[0]?.id ?? null,
          partId: part.partId,
          quantityMilli: 1000,
          fromLocationId: part.locationId,
          newSerial: part.serial,
          payer: outOfWarranty
            ? ('user' as const)
            : part.ownerKind === 'payer'
              ? ('payer' as const)
              : ('user' as const),
        })),
    shots: sent,
    verificationCode: slip.codeRequired && !emptyTrip ? `${100000 + nth}` : null,
    signed: !emptyTrip,
  });
  return done.verified;
}

/** The evening of a day: every slip that is out comes back and is keyed. */
export async function eveningOf(
  world: World,
  day: string,
): Promise<{ keyed: number; verified: number; unverified: string[] }> {
  const { dispatcher } = world;
  const { rows } = await dispatcher.call('visits.slips', { states: ['out', 'back'], day, limit: 500 });
  let verified = 0;
  const unverified: string[] = [];
  for (const row of rows) {
    const slip = await dispatcher.call('visits.findSlip', { code: row.number });
    const nth = world.nextCode();
    if (await keySlip(world, slip, nth)) verified += 1;
    else unverified.push(row.orderId);
  }
  return { keyed: rows.length, verified, unverified };
}

/** Days on which somebody is out, in order. */
export async function visitDays(world: World): Promise<string[]> {
  return [...new Set((await assignedOrders(world)).map((order) => order.day))].sort();
}

export { addDays, atLocal };
