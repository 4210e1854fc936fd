import { smallKinds } from '../../../db/queries/search-small.ts';
import type { SearchPage, SearchPageParams } from '../../../db/queries/search-page.ts';
import type { FoundRow } from '../../../db/queries/search.ts';
import type { SearchAnswer, SearchQuestion } from '../../../db/search/protocol.ts';
import { withoutFeatures } from '../../../domain/access/features.ts';
import { searchKinds } from '../../../preload/contract/search.ts';
import type { CheckedInputOf, OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext, Session } from '../context.ts';
import { readFeaturesOff } from '../features.ts';
import { orderScope } from '../orders/scope.ts';

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
  if (input.text.trim() === '') return nothing;
  const request = {
    text: input.text,
    kinds: ['work_order'],
    limit: orderReach,
    masked: searchesMasked(ctx.session),
  };
  const orders = await ctx.host.search<SearchAnswer>({ type: 'query', request } satisfies SearchQuestion);
  const ownerOf = ctx.read.prepare('SELECT customer_id FROM work_order WHERE id = ?').pluck();
  const ranks = new Map<string, number>();
  for (const hit of orders.hits.toSorted((left, right) => left.rank - right.rank)) {
    const id = ownerOf.get(hit.entityId) as string | null | undefined;
    if (typeof id === 'string' && !ranks.has(id)) ranks.set(id, hit.rank);
  }
  const rows = await ctx.host.reader<FoundRow[]>('search.rows', {
    hits: [...ranks.keys()].slice(0, input.limit).map((entityId) => ({ kind: 'customer', entityId })),
    ...orderScope(ctx.session, 'orders.read'),
  });
  const hits = rows.map((row) => ({ ...row, rank: ranks.get(row.id) ?? 2 }));
  return { hits: hits as Found['hits'], total: ranks.size, overtaken: false };
}

/** Rows read for a person who sees only some orders: hits outside are dropped after reading. */
const scopedReach = 200;
/** Hits taken of each side before the kinds share the places: the best of every kind have to be among them. */
const reach = 64;
/** Users shown beside the orders they are found through. */
const ownersShown = 5;

const nothing: Found = { hits: [], total: 0, overtaken: false };

async function find(ctx: ServiceContext, input: Ask): Promise<Found> {
  const { text, box, limit } = input;
  const kinds = kindsFor(ctx.session, input.kinds, readFeaturesOff(ctx.read));
  if (kinds.length === 1 && kinds[0] === 'customer') return findCustomers(ctx, input);
  const scope = orderScope(ctx.session, 'orders.read');
  const scoped = scope.onlyStaffId !== null || scope.onlyTeamId !== null;
  const masked = searchesMasked(ctx.session);
  const of = (list: readonly string[]) => kinds.filter((kind) => list.includes(kind));
  const take = Math.max(scoped ? scopedReach : reach, limit);
  const asks = [
    { kinds: of(personal), masked, limit: take, withAhead: true },
    { kinds: of(indexed).filter((kind) => !personal.includes(kind)), masked: false, limit: take },
  ].filter((ask) => ask.kinds.length > 0);
  const params: SearchPageParams = {
    limit,
    ...scope,
    small:
      of(smallKinds).length === 0
        ? null
        : { text, kinds: of(smallKinds), staffId: ctx.session.staffId, limit: reach },
    ...(kinds.includes('customer') ? { owners: { text, masked, limit: ownersShown } } : {}),
  };
  const found = await ctx.host.search<SearchPage | undefined>({
    type: 'page',
    request: { text, asks, params },
    lane: box === null ? null : `${ctx.session.id} ${box}`,
  } satisfies SearchQuestion);
  if (found === undefined) return { ...nothing, overtaken: true };
  return { hits: found.hits as Found['hits'], total: found.total, overtaken: false };
}

export const handlers = {
  'search.find': find,
  'search.choices': (ctx) => ctx.host.reader<OutputOf<'search.choices'>>('search.choices', {}),
} satisfies Handlers;
