import type { FoundRow } from '../../../db/queries/search.ts';
import type { SearchAnswer, SearchHit } from '../../../db/search/protocol.ts';
import { withoutFeatures } from '../../../domain/access/features.ts';
import { searchKinds } from '../../../preload/contract/search.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers, ServiceContext, Session } from '../context.ts';
import { readFeaturesOff } from '../features.ts';
import { orderScope } from '../orders/scope.ts';

type Kind = (typeof searchKinds)[number];

const needs: Record<Kind, string> = {
  work_order: 'orders.read',
  customer: 'customers.read',
  part: 'stock.read',
  staff: 'staff.read',
};
/** Things that carry somebody's name, number and door. */
const personal: readonly Kind[] = ['work_order', 'customer'];
const revealing = ['personal.name', 'personal.phone', 'personal.address'];

/** True where any personal field is masked: then a fragment must not find what the reader may not read. */
export function searchesMasked(session: Session): boolean {
  return revealing.some((permission) => !session.permissions.has(permission));
}

/** The kinds of a request this session may look for. A customer is whoever's: for readers of all orders only. */
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
      (kind !== 'customer' || session.permissions.get('customers.read') === 'all'),
  );
}

/** How many orders are looked at for the customers behind them. */
const orderReach = 200;

/** Customers are found through their orders: those are in the index with every name, number and door. */
async function findCustomers(
  ctx: ServiceContext,
  input: { text: string; limit: number },
): Promise<OutputOf<'search.find'>> {
  if (input.text.trim() === '') return { hits: [], total: 0 };
  const orders = await ctx.host.search<SearchAnswer>({
    text: input.text,
    kinds: ['work_order'],
    limit: orderReach,
    masked: searchesMasked(ctx.session),
  });
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
  return { hits: hits as OutputOf<'search.find'>['hits'], total: ranks.size };
}

/** Rows read for a person who sees only some orders: hits outside are dropped after reading. */
const scopedReach = 200;

export const handlers = {
  'search.find': async (ctx, input) => {
    const kinds = kindsFor(ctx.session, input.kinds, readFeaturesOff(ctx.read));
    if (kinds.length === 1 && kinds[0] === 'customer') return findCustomers(ctx, input);
    const scope = orderScope(ctx.session, 'orders.read');
    const scoped = scope.onlyStaffId !== null || scope.onlyTeamId !== null;
    const ask = async (of: Kind[], masked: boolean, limit: number): Promise<SearchAnswer> =>
      of.length === 0 || input.text.trim() === ''
        ? { hits: [], total: 0, exact: true, tookDirty: 0 }
        : ctx.host.search<SearchAnswer>({ text: input.text, kinds: of, limit, masked });
    const [people, things] = await Promise.all([
      ask(
        kinds.filter((kind) => personal.includes(kind)),
        searchesMasked(ctx.session),
        scoped ? Math.max(scopedReach, input.limit) : input.limit,
      ),
      ask(
        kinds.filter((kind) => !personal.includes(kind)),
        false,
        input.limit,
      ),
    ]);
    const ranked = [...people.hits, ...things.hits].sort(byRank);
    const ranks = new Map(ranked.map((hit) => [`${hit.kind} ${hit.entityId}`, hit.rank]));
    const rows = await ctx.host.reader<FoundRow[]>('search.rows', {
      hits: ranked.map(({ kind, entityId }) => ({ kind, entityId })),
      ...scope,
    });
    const hits = rows
      .slice(0, input.limit)
      .map((row) => ({ ...row, rank: ranks.get(`${row.kind} ${row.id}`) ?? 2 }));
    // A count over orders of others would tell that they exist
    const total = scoped ? rows.length : people.total + things.total;
    return { hits: hits as OutputOf<'search.find'>['hits'], total };
  },
  'search.choices': (ctx) => ctx.host.reader<OutputOf<'search.choices'>>('search.choices', {}),
} satisfies Handlers;

const byRank = (left: SearchHit, right: SearchHit) => left.rank - right.rank;
