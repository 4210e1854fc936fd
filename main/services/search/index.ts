import { smallKinds, type RankedRow } from '../../../db/queries/search-small.ts';
import type { FoundRow } from '../../../db/queries/search.ts';
import type { SearchAnswer, SearchHit, SearchRequest } from '../../../db/search/protocol.ts';
import { withoutFeatures } from '../../../domain/access/features.ts';
import { searchKinds } from '../../../preload/contract/search.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext, Session } from '../context.ts';
import { readFeaturesOff } from '../features.ts';
import { orderScope } from '../orders/scope.ts';
import { openFirst, readStandings } from './open-first.ts';
import { pickFair } from './pick-fair.ts';

type Kind = (typeof searchKinds)[number];
type Found = OutputOf<'search.find'>;
type Ask = CheckedInputOf<'search.find'>;

const needs: Record<Kind, string> = {
  work_order: 'orders.read',
  customer: 'customers.read',
  device: 'orders.read',
  part: 'stock.read',
  staff: 'staff.read',
  team: 'staff.read',
  sub_shop: 'staff.read',
  brand: 'orders.read',
  slip: 'orders.read',
  document: 'stock.read',
  pay_slip: 'pay.read',
  statement: 'money.read',
  receipt: 'money.read',
  view: 'orders.read',
};
/** Things that carry somebody's name, number, door or machine. */
const personal: readonly Kind[] = ['work_order', 'device'];
const indexed: readonly Kind[] = ['work_order', 'device', 'part', 'staff', 'slip', 'document', 'receipt'];
/** A row of these is not told to belong to anybody: only readers of everything may look for them. */
const wholeOnly: readonly Kind[] = ['customer', 'document', 'pay_slip', 'statement', 'receipt'];
const kindFeature: Partial<Record<Kind, string>> = { team: 'teams', sub_shop: 'sub_shops' };
const revealing = ['personal.name', 'personal.phone', 'personal.address'];

/** True where any personal field is masked: then a fragment must not find what the reader may not read. */
export function searchesMasked(session: Session): boolean {
  return revealing.some((permission) => !session.permissions.has(permission));
}

/** The kinds of a request this session may look for, without those the outlet does not use. */
export function kindsFor(
  session: Session,
  wanted: readonly Kind[],
  off: ReadonlySet<string> = new Set(),
): Kind[] {
  const permissions = withoutFeatures(session.permissions, off);
  return searchKinds.filter(
    (kind) =>
      (wanted.length === 0 || wanted.includes(kind)) &&
      permissions.has(needs[kind]) &&
      !off.has(kindFeature[kind] ?? '') &&
      (!wholeOnly.includes(kind) || permissions.get(needs[kind]) === 'all'),
  );
}

/** How many orders are looked at for the customers behind them. */
const orderReach = 200;

/** Customers are found through their orders: those are in the index with every name, number and door. */
async function findCustomers(ctx: ServiceContext, input: Ask): Promise<Found> {
  if (input.text.trim() === '') return { hits: [], total: 0, overtaken: false };
  const orders = await askIndex(ctx, input, ['work_order'], searchesMasked(ctx.session), orderReach);
  const ownerOf = ctx.read.prepare('SELECT customer_id FROM work_order WHERE id = ?').pluck();
  const ranks = new Map<string, number>();
  for (const hit of orders.hits.toSorted(byRank)) {
    const id = ownerOf.get(hit.entityId) as string | null | undefined;
    if (typeof id === 'string' && !ranks.has(id)) ranks.set(id, hit.rank);
  }
  const rows = await ctx.host.reader<FoundRow[]>('search.rows', {
    hits: [...ranks.keys()].slice(0, input.limit).map((entityId) => ({ kind: 'customer', entityId })),
    ...orderScope(ctx.session, 'orders.read'),
  });
  const hits = rows.map((row) => ({ ...row, rank: ranks.get(row.id) ?? 2 }));
  return { hits: hits as Found['hits'], total: ranks.size, overtaken: orders.overtaken === true };
}

/** Rows read for a person who sees only some orders: hits outside are dropped after reading. */
const scopedReach = 200;
/** Hits taken of each side before the kinds share the places: the best of every kind have to be among them. */
const reach = 64;
/** Of orders more: those that are open may lie behind many that are over. */
const openReach = 128;
/** Users shown beside the orders they are found through. */
const ownersShown = 5;

const nothing: SearchAnswer = { hits: [], total: 0, exact: true, tookDirty: 0 };

function askIndex(
  ctx: ServiceContext,
  { text, box }: Pick<Ask, 'text' | 'box'>,
  kinds: Kind[],
  masked: boolean,
  limit: number,
): Promise<SearchAnswer> {
  if (kinds.length === 0 || text.trim() === '') return Promise.resolve(nothing);
  // Each side has a lane of its own: within one, the newer question overtakes
  const lane = box === null ? {} : { lane: `${ctx.session.id} ${box} ${kinds.join()}` };
  return ctx.host.search<SearchAnswer>({ text, kinds, limit, masked, ...lane } satisfies SearchRequest & {
    lane?: string;
  });
}

async function find(ctx: ServiceContext, input: Ask): Promise<Found> {
  const kinds = kindsFor(ctx.session, input.kinds, readFeaturesOff(ctx.read));
  if (kinds.length === 1 && kinds[0] === 'customer') return findCustomers(ctx, input);
  const scope = orderScope(ctx.session, 'orders.read');
  const scoped = scope.onlyStaffId !== null || scope.onlyTeamId !== null;
  const masked = searchesMasked(ctx.session);
  const of = (list: readonly string[]) => kinds.filter((kind) => list.includes(kind));
  const takeOf = (usual: number) => Math.max(scoped ? scopedReach : usual, input.limit);
  const [people, things, small] = await Promise.all([
    askIndex(ctx, input, of(personal), masked, takeOf(openReach)),
    askIndex(
      ctx,
      input,
      of(indexed).filter((kind) => !personal.includes(kind)),
      false,
      takeOf(reach),
    ),
    of(smallKinds).length === 0
      ? Promise.resolve<RankedRow[]>([])
      : ctx.host.reader<RankedRow[]>('search.small', {
          text: input.text,
          kinds: of(smallKinds),
          staffId: ctx.session.staffId,
          limit: reach,
        }),
  ]);
  if (people.overtaken === true || things.overtaken === true) return { hits: [], total: 0, overtaken: true };
  const all = openFirst([...people.hits, ...things.hits].sort(byRank), readStandings(ctx.read, people.hits));
  const ranked = scoped ? all : pickFair(all, input.limit);
  const ranks = new Map(ranked.map((hit) => [`${hit.kind} ${hit.entityId}`, hit.rank]));
  const rows = await ctx.host.reader<FoundRow[]>('search.rows', {
    hits: ranked.map(({ kind, entityId }) => ({ kind, entityId })),
    ...scope,
    ...(kinds.includes('customer') ? { owners: { text: input.text, masked, limit: ownersShown } } : {}),
  });
  const found = rows.map((row) => ({ ...row, rank: ranks.get(`${row.kind} ${row.id}`) ?? 1 }));
  const hits = pickFair([...found, ...small].sort(byRank), input.limit);
  // A count over orders of others would tell that they exist
  const total = (scoped ? rows.length : people.total + things.total) + small.length;
  return { hits: hits as Found['hits'], total, overtaken: false };
}

export const handlers = {
  'search.find': find,
  'search.choices': (ctx) => ctx.host.reader<OutputOf<'search.choices'>>('search.choices', {}),
} satisfies Handlers;

const byRank = (left: Pick<SearchHit, 'rank'> | { rank: number }, right: { rank: number }) =>
  left.rank - right.rank;
