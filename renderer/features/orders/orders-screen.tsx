import { Columns3, Plus, SlidersHorizontal } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SavedView } from '../../../preload/contract/order-list.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { faultText } from '../../lib/faults.ts';
import { usePref } from '../../lib/prefs.ts';
import { KeyDepth, useKeys } from '../../lib/use-keys.ts';
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
import { ColumnDialog } from './column-dialog.tsx';
import { sortOfColumn, useOrderColumns, usualColumns } from './columns.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { narrowCount } from './filters.tsx';
import { GoDialog } from './go-dialog.tsx';
import { HoldTabs } from './hold-tabs.tsx';
import { IntakeDialog } from './intake-dialog.tsx';
import { bodyOf, sameBody, showBody, startsDown, useListState, type SortId } from './list-state.ts';
import { deskBody, deskView, useDeskNames } from './desk-view.ts';
import { OrderDocument } from './order-document.tsx';
import { SortMenu } from './sort-menu.tsx';
import { useSavedViews, ViewMenu } from './saved-views.tsx';
import { useBulk } from './use-bulk.ts';
import { useChangedOrders } from './use-changed-orders.ts';
import { useOrdersList } from './use-orders-list.ts';
import { useQueueCounts } from './use-queue-counts.ts';
import { holdQueues, isView, queuesOf, type Shown, viewIds } from './views.ts';

const none: ReadonlySet<number> = new Set();
const emptyBody = deskBody(null);
/** Below the screen: keys that are drawn there are not bound. */
const resting = -1;

export function OrdersScreen() {
  const t = useWords('orders');
  const [search, setSearch] = useSearchParams();
  const { openId, isCursors, open, close } = useDocumentRoute('/orders');
  const [kept, keep] = usePref<string>('orders.view', 'intake');
  const [shown, setShown] = useState<Shown>(() => {
    const wanted = search.get('view') ?? kept;
    return queuesOf(wanted) === null ? 'intake' : wanted;
  });
  const list = useListState();
  const saved = useSavedViews();
  const [active, setActive] = useState<number | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<number>>(none);
  const [filtering, setFiltering] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [intake, setIntake] = useState(false);
  const [going, setGoing] = useState(false);
  const mayCreate = useCan('orders.create') !== null;
  const handle = useRef<ListHandle>(null);
  const activeId = useRef<string | null>(null);
  const moves = useRef(0);
  const countOf = useQueueCounts();

  const { nameOf } = useDeskNames();
  const viewOf = (id: string | null) => saved.views.find((one) => one.id === id) ?? deskView(id, t, nameOf);
  const view = viewOf(shown);
  const queues = view?.body.queues ?? queuesOf(shown) ?? [];
  const rows = useOrdersList(queues, list.narrow, list.where, list.sort);
  const bulk = useBulk(rows.version);
  const changed = useChangedOrders(rows.version, openId, rows.isSeen);
  const columns = useOrderColumns(list.columns, openId !== null && window.innerWidth < 1500);
  // A sheet holds what the list holds, also while a document beside it hides some of it
  const sheetColumns = useOrderColumns(list.columns, false);

  const show = (next: Shown) => {
    // Conditions a view brought leave with it
    if (view !== null && queuesOf(next) !== null) showBody(list, emptyBody);
    setShown(next);
    keep(next);
    setActive(null);
    setSelected(none);
    activeId.current = null;
  };
  const showSaved = (next: SavedView) => {
    showBody(list, next.body, next.own);
    show(next.id);
  };
  // A saved view that is asked for by address waits until the views are here
  const wanted = search.get('view');
  const awaited = wanted !== null && queuesOf(wanted) === null ? wanted : null;
  const found = viewOf(awaited);
  useEffect(() => {
    if (found) showSaved(found);
    else if (wanted !== null && queuesOf(wanted) !== null && wanted !== shown) show(wanted);
    if (search.get('new') !== null && mayCreate) setIntake(true);
    if (search.size > 0 && (awaited === null || found)) setSearch({}, { replace: true });
  }, [search, found?.id]);
  useEffect(() => setSelected(none), [rows.version]);
  // The open document keeps its row, wherever it was opened from
  useEffect(() => {
    if (openId === null || rows.version === '' || activeId.current === openId) return;
    if (isCursors && activeId.current !== null) return;
    let live = true;
    const asked = moves.current;
    api.call('orders.indexOf', { snapshotId: rows.version, id: openId }).then(
      ({ index }) => {
        // Whoever moved on meanwhile stays where she is
        if (!live || moves.current !== asked) return;
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
    () =>
      viewIds.map((id) => ({
        id,
        label: t(id === 'papers' ? 'listing:view.papers' : `view.${id}`),
        count: id === 'all' ? undefined : countOf(queuesOf(id) ?? []),
      })),
    [t, countOf],
  );
  const conditions = narrowCount(list.narrow) + (list.where === null ? 0 : 1);
  // Orders that came into this view since the list was taken
  const counted = conditions === 0 && view === null && shown !== 'all' ? countOf(queues) : undefined;
  const arrived = counted === undefined ? 0 : Math.max(0, counted - rows.total);
  const news = rows.version === '' || rows.loading ? 0 : changed.count + arrived;
  const body = () => bodyOf(list, queues);
  const tab = isView(shown) ? shown : queuesOf(shown) === null ? '' : 'holds';
  useKeys([rows.total > 0 && { keys: 'Shift+G', label: t('listing:go.title'), run: () => setGoing(true) }]);
  const sortBy = (id: SortId) =>
    list.setSort({ id, down: list.sort.id === id ? !list.sort.down : startsDown(id) });
  return (
    <Screen
      title={t('title')}
      views={
        <div className="ord-tabs">
          <Tabs label={t('views')} value={tab} onChange={(id) => show(id)} tabs={tabs} />
        </div>
      }
      actions={
        <>
          <ViewMenu
            views={saved.views}
            countOf={saved.countOf}
            active={view}
            changed={view !== null && !sameBody(view.body, body(), view.own)}
            body={body}
            onShow={showSaved}
          />
          <SortMenu sort={list.sort} onSort={sortBy} />
          <Button
            hotkey="Shift+C"
            hotkeyLabel={t('listing:columns.title')}
            icon={<Columns3 size={14} />}
            onPress={() => setChoosing(true)}
          >
            {t('listing:columns.button')}
          </Button>
          <Button
            hotkey="F"
            icon={<SlidersHorizontal size={14} />}
            hotkeyLabel={t('filter')}
            aria-pressed={filtering}
            onPress={() => setFiltering(!filtering)}
          >
            {conditions > 0 ? t('filterCount', { n: conditions }) : t('filter')}
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
      {tab === 'holds' ? (
        <HoldTabs queues={holdQueues} value={shown} countOf={(queue) => countOf([queue])} onChange={show} />
      ) : null}
      {filtering ? (
        <FilterPanel
          narrow={list.narrow}
          onNarrow={list.setNarrow}
          rules={list.rules}
          onRules={list.setRules}
        />
      ) : null}
      {rows.fault ? <ErrorLine text={faultText(rows.fault)} /> : null}
      <ListDocument
        name="orders"
        listRef={handle}
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
                ref={handle}
                label={t('title')}
                total={rows.total}
                version={rows.version}
                beat={changed.beat}
                getSlice={rows.getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={active}
                onActive={(index, row) => {
                  moves.current += 1;
                  setActive(index);
                  if (!row) return;
                  activeId.current = row.id;
                  open(row.id);
                }}
                onOpen={(row) => open(row.id, { now: true })}
                selected={selected}
                onSelected={setSelected}
                sort={columnSort(list.sort.id, list.sort.down)}
                onSort={(id) => sortBy((sortOfColumn[id] ?? id) as SortId)}
                onResize={(id, width) =>
                  list.setColumns(
                    (list.columns ?? usualColumns.map((one) => ({ id: one as string, width: null }))).map(
                      (column) => (column.id === id ? { id, width } : column),
                    ),
                  )
                }
                autoFocus
                empty={
                  <EmptyState
                    title={t('empty.title')}
                    text={t(shown === 'intake' ? 'empty.intake' : 'empty.any')}
                    action={
                      mayCreate && shown === 'intake' ? (
                        <Button onPress={() => setIntake(true)}>{t('new')}</Button>
                      ) : undefined
                    }
                  />
                }
              />
            )}
            {/* Below the rows: whatever others do, nothing moves under the cursor */}
            {news > 0 || changed.many ? (
              <Banner
                text={changed.many ? t('listing:bulk.many') : t('changed', { n: news })}
                action={
                  <Button size="small" variant="quiet" hotkey="G" onPress={rows.reload}>
                    {t('refresh')}
                  </Button>
                }
              />
            ) : null}
            <Bulk
              bulk={bulk}
              snapshotId={rows.version}
              selected={selected}
              columns={sheetColumns.map((column) => column.id)}
              rowsOf={rows.rowsOf}
              onClear={() => setSelected(none)}
              onFocusLost={() => handle.current?.focus()}
              onOpen={(id) => open(id, { now: true })}
            />
          </>
        }
        document={
          openId === null ? null : (
            // While many are chosen, a key means them and not the one that happens to be open beside
            <KeyDepth value={selected.size > 0 ? resting : 0}>
              <div className="ord-doc" data-resting={selected.size > 0 || undefined}>
                <OrderDocument key={openId} id={openId} />
              </div>
            </KeyDepth>
          )
        }
      />
      {choosing ? (
        <ColumnDialog chosen={list.columns} onChange={list.setColumns} onClose={() => setChoosing(false)} />
      ) : null}
      {going ? (
        <GoDialog
          total={rows.total}
          snapshotId={rows.version}
          onGo={(index) => handle.current?.go(index)}
          onClose={() => setGoing(false)}
        />
      ) : null}
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

/** The head that shows the arrow: a sort may have a column of another name. */
function columnSort(id: string, down: boolean): { id: string; down: boolean } {
  const column = Object.entries(sortOfColumn).find(([, sort]) => sort === id)?.[0];
  return { id: column ?? id, down };
}
