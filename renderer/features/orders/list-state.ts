import { useCallback, useMemo, useState } from 'react';
import type { listSorts, ViewBody } from '../../../preload/contract/order-list.ts';
import { useSession } from '../../app/session.tsx';
import { type Density, usePref } from '../../lib/prefs.ts';
import { completeRules, editableRules, type RuleGroup, type RuleNode } from '../../ui/index.ts';
import type { Narrow } from './filters.tsx';
import { wide } from './filters.tsx';

export type SortId = (typeof listSorts)[number];
export interface OrderSort {
  id: SortId;
  down: boolean;
}
export interface ChosenColumn {
  id: string;
  /** px; null keeps the column's own. */
  width: number | null;
}

export const firstSort: OrderSort = { id: 'deadline', down: false };
/** Money is looked at from the largest down. */
export const startsDown = (id: SortId): boolean => id === 'risk' || id === 'amount' || id === 'received';

const noRules: RuleGroup = { op: 'and', items: [] };

/** A text kept for this person on this desk: how the list looks is hers, whoever sits here next has her own. */
function usePersonPref<T>(name: string, initial: T): [T, (value: T) => void] {
  const { staff } = useSession();
  const [text, keep] = usePref<string>(`orders.${name}.${staff?.id ?? ''}`, '');
  const value = useMemo(() => {
    try {
      return text === '' ? initial : (JSON.parse(text) as T);
    } catch {
      return initial;
    }
  }, [text]);
  return [value, useCallback((next: T) => keep(JSON.stringify(next)), [keep])];
}

/** Conditions, order and columns of the list, and what of them a saved view would keep. */
export function useListState() {
  const [narrow, setNarrow] = useState<Narrow>(wide);
  const [rules, setRules] = useState<RuleGroup>(noRules);
  const [sort, setSort] = useState<OrderSort>(firstSort);
  const [columns, setColumns] = usePersonPref<readonly ChosenColumn[] | null>('columns', null);
  const [density, setDensity] = usePref<Density>('density', 'compact');
  const where = useMemo(() => completeRules(rules), [rules]);
  return {
    narrow,
    setNarrow,
    rules,
    setRules,
    where,
    sort,
    setSort,
    columns,
    setColumns,
    density,
    setDensity,
  };
}
export type ListState = ReturnType<typeof useListState>;

/** The fixed pickers as conditions, so that a view keeps one tree. */
export function asConditions(narrow: Narrow): RuleNode[] {
  const is = (field: string, value: string | null): RuleNode[] =>
    value === null ? [] : [{ field, rel: 'is', value: [value] }];
  return [
    ...is('staff', narrow.staffId),
    ...is('connection', narrow.connectionId),
    ...is('payer', narrow.payerId),
    ...is('serviceType', narrow.serviceType),
    ...is('division', narrow.divisionCode),
    ...is('warranty', narrow.warranty),
    ...(narrow.appointmentDay === null
      ? []
      : [{ field: 'appointmentDay', rel: 'on', value: narrow.appointmentDay }]),
    ...(narrow.urgentOnly ? [{ field: 'urgent', rel: 'yes', value: null }] : []),
    ...(narrow.openOnly ? [{ field: 'queue', rel: 'isNot', value: ['done', 'cancelled'] }] : []),
  ];
}

/** What is shown, as a saved view keeps it. */
export function bodyOf(state: ListState, queues: readonly string[]): ViewBody {
  const more = asConditions(state.narrow);
  const where = completeRules({
    op: 'and',
    items: state.where === null ? more : more.length === 0 ? [state.where] : [...more, state.where],
  });
  const only =
    where !== null && 'op' in where && where.op === 'and' && where.items.length === 1
      ? (where.items[0] ?? null)
      : where;
  return {
    queues: [...queues],
    where: only as ViewBody['where'],
    sort: state.sort.id,
    descending: state.sort.down,
    columns: state.columns === null ? null : state.columns.map((column) => ({ ...column })),
    density: state.density,
  };
}

/** Puts a saved view on. The height of rows is what an eye needs: another's view leaves it as it is. */
export function showBody(state: ListState, body: ViewBody, own = true): void {
  state.setNarrow(wide);
  state.setRules(editableRules(body.where as RuleNode | null));
  state.setSort({ id: body.sort, down: body.descending });
  if (body.columns !== null) state.setColumns(body.columns);
  if (own && body.density !== null) state.setDensity(body.density);
}

/** Whether what is shown still is what the view keeps; of rows only one's own views keep the height. */
export function sameBody(kept: ViewBody, shown: ViewBody, own = true): boolean {
  const plain = ({ columns, ...rest }: ViewBody) =>
    JSON.stringify([rest.queues, rest.where, rest.sort, rest.descending, columns]);
  const tall = !own || kept.density === null || kept.density === shown.density;
  return tall && plain(kept) === plain(shown);
}
