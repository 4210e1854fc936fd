import { Plus, SlidersHorizontal } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { usePref } from '../../lib/prefs.ts';
import { useQuery } from '../../lib/query.tsx';
import {
  Banner,
  Button,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Screen,
  Skeleton,
  Tabs,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { Bulk } from './bulk.tsx';
import { useOrderColumns } from './columns.tsx';
import { FilterBar, type Narrow, narrowCount, wide } from './filters.tsx';
import { IntakeDialog } from './intake-dialog.tsx';
import { OrderDocument } from './order-document.tsx';
import { useChangedOrders } from './use-changed-orders.ts';
import { useOrdersList, type OrderSort } from './use-orders-list.ts';
import { isView, type ViewId, viewIds, views } from './views.ts';

const none: ReadonlySet<number> = new Set();
const sortIds = new Set<string>(['deadline', 'number', 'appointment']);

/** Counts of the tabs, from the counts of the queues. */
function useCounts(): (view: ViewId) => number | undefined {
  const { data } = useQuery('orders.queues', {}, { keep: true });
  return (view) => {
    if (!data || view === 'all') return undefined;
    const queues: readonly string[] = views[view];
    return data.queues.reduce((sum, row) => sum + (queues.includes(row.queue) ? row.count : 0), 0);
  };
}

export function OrdersScreen() {
  const t = useWords('orders');
  const [search, setSearch] = useSearchParams();
  const { openId, open, close } = useDocumentRoute('/orders');
  const [kept, keep] = usePref<string>('orders.view', 'intake');
  const [view, setView] = useState<ViewId>(
    isView(search.get('view')) ? (search.get('view') as ViewId) : isView(kept) ? kept : 'intake',
  );
  const [narrow, setNarrow] = useState<Narrow>(wide);
  const [filtering, setFiltering] = useState(false);
  const [sort, setSort] = useState<OrderSort>({ id: 'deadline', down: false });
  const [active, setActive] = useState<number | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<number>>(none);
  const [intake, setIntake] = useState(false);
  const mayCreate = useCan('orders.create') !== null;
  const list = useRef<ListHandle>(null);
  const activeId = useRef<string | null>(null);
  const countOf = useCounts();
  const rows = useOrdersList(view, narrow, sort);
  const changed = useChangedOrders(rows.version, openId, rows.isSeen);
  const columns = useOrderColumns(openId !== null && window.innerWidth < 1500);

  const show = (next: ViewId) => {
    setView(next);
    keep(next);
    setActive(null);
    setSelected(none);
    activeId.current = null;
  };
  // Links from elsewhere name a view or ask for the form
  useEffect(() => {
    const wanted = search.get('view');
    if (isView(wanted) && wanted !== view) show(wanted);
    if (search.get('new') !== null && mayCreate) setIntake(true);
    if (search.size > 0) setSearch({}, { replace: true });
  }, [search]);
  useEffect(() => setSelected(none), [rows.version]);
  // The open document keeps its row, wherever it was opened from
  useEffect(() => {
    if (openId === null || rows.version === '' || activeId.current === openId) return;
    let live = true;
    api.call('orders.indexOf', { snapshotId: rows.version, id: openId }).then(
      ({ index }) => {
        if (!live) return;
        activeId.current = openId;
        setActive(index >= 0 ? index : null);
      },
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [openId, rows.version]);

  const tabs = useMemo(
    () => viewIds.map((id) => ({ id, label: t(`view.${id}`), count: countOf(id) })),
    [t, countOf],
  );
  const count = narrowCount(narrow);
  // Orders that came into this view since the list was taken
  const arrived = count === 0 && view !== 'all' ? Math.max(0, (countOf(view) ?? 0) - rows.total) : 0;
  const news = rows.version === '' || rows.loading ? 0 : changed.count + arrived;
  const total = view === 'all' && count === 0 && rows.version !== '' ? rows.total : undefined;
  return (
    <Screen
      title={t('title')}
      views={
        <div className="ord-tabs">
          <Tabs
            label={t('views')}
            value={view}
            onChange={(id) => show(id as ViewId)}
            tabs={tabs.map((tab) =>
              tab.id === 'all' && total !== undefined ? { ...tab, count: total } : tab,
            )}
          />
        </div>
      }
      actions={
        <>
          <Button
            hotkey="F"
            icon={<SlidersHorizontal size={14} />}
            hotkeyLabel={t('filter')}
            aria-pressed={filtering}
            onPress={() => setFiltering(!filtering)}
          >
            {count > 0 ? t('filterCount', { n: count }) : t('filter')}
          </Button>
          {mayCreate ? (
            <Button
              variant="primary"
              hotkey="N"
              icon={<Plus size={14} />}
              hotkeyLabel={t('new')}
              onPress={() => setIntake(true)}
            >
              {t('new')}
            </Button>
          ) : null}
        </>
      }
    >
      {filtering || count > 0 ? <FilterBar value={narrow} onChange={setNarrow} /> : null}
      {news > 0 ? (
        <Banner
          text={t('changed', { n: news })}
          action={
            <Button size="small" variant="quiet" hotkey="G" onPress={rows.reload}>
              {t('refresh')}
            </Button>
          }
        />
      ) : null}
      {rows.fault ? <ErrorLine text={faultText(rows.fault)} /> : null}
      <ListDocument
        name="orders"
        listRef={list}
        initial={470}
        onClose={() => {
          activeId.current = null;
          close();
        }}
        placeholder={undefined}
        list={
          <>
            {rows.version === '' && !rows.fault ? (
              <Skeleton lines={16} />
            ) : (
              <VirtualList
                ref={list}
                label={t('title')}
                total={rows.total}
                version={`${rows.version} ${changed.beat}`}
                getSlice={rows.getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={active}
                onActive={(index, row) => {
                  setActive(index);
                  if (!row) return;
                  activeId.current = row.id;
                  open(row.id);
                }}
                onOpen={(row) => open(row.id, { now: true })}
                selected={selected}
                onSelected={setSelected}
                sort={sort}
                onSort={(id) => {
                  if (sortIds.has(id))
                    setSort({ id: id as OrderSort['id'], down: sort.id === id ? !sort.down : false });
                }}
                autoFocus
                empty={
                  <EmptyState
                    title={t('empty.title')}
                    text={t(view === 'intake' ? 'empty.intake' : 'empty.any')}
                    action={
                      mayCreate && view === 'intake' ? (
                        <Button onPress={() => setIntake(true)}>{t('new')}</Button>
                      ) : undefined
                    }
                  />
                }
              />
            )}
            <Bulk selected={selected} rowsOf={rows.rowsOf} onClear={() => setSelected(none)} />
          </>
        }
        document={openId === null ? null : <OrderDocument key={openId} id={openId} />}
      />
      {intake ? (
        <IntakeDialog
          onClose={(id) => {
            setIntake(false);
            if (id !== null) open(id, { now: true });
          }}
        />
      ) : null}
    </Screen>
  );
}
