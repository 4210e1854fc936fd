import { useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useSnapshot } from '../../lib/snapshot.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import {
  ChangedBanner,
  type Column,
  EmptyState,
  ListDocument,
  type ListHandle,
  MoneyText,
  QuantityText,
  Segments,
  StatePill,
  TextField,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { PartDocument } from './part-document.tsx';
import { PartsPage } from './shell.tsx';

type Row = NonNullable<OutputOf<'parts.slice'>['rows'][number]>;
type View = 'all' | 'low' | 'short' | 'out';
type Sort = 'code' | 'name' | 'store' | 'short';
const tables = ['part', 'stock_balance', 'reservation'];

export function StockScreen() {
  const t = useWords('parts');
  const { openId, open, close } = useDocumentRoute('/parts/stock');
  const [text, setText] = useState('');
  const [view, setView] = useState<View>('all');
  const [sort, setSort] = useState<{ id: string; down: boolean }>({ id: 'code', down: false });
  const [active, setActive] = useState<number | null>(openId === null ? 0 : null);
  const list = useRef<ListHandle>(null);
  const input = {
    filter: { text, view },
    sort: sort.id as Sort,
    descending: sort.down,
  };
  const rows = useSnapshot<Row>({
    of: JSON.stringify(input),
    tables,
    rowKey: (row) => row.id,
    open: async () => {
      const opened = await api.call('parts.open', input);
      return { id: opened.snapshotId, total: opened.total };
    },
    slice: async (snapshotId, from, to) => (await api.call('parts.slice', { snapshotId, from, to })).rows,
  });
  const columns = useColumns(openId !== null);
  return (
    <PartsPage view="stock">
      <ChangedBanner count={rows.changed} onReload={rows.reload} />
      <ListDocument
        name="parts"
        initial={560}
        listRef={list}
        onClose={close}
        list={
          <>
            <div className="parts-bar">
              <TextField
                label={t('stock.search')}
                quietLabel
                type="search"
                placeholder={t('stock.search')}
                value={text}
                onChange={setText}
                onEnter={() => list.current?.focus()}
              />
              <Segments
                label={t('stock.view.label')}
                value={view}
                onChange={(id) => setView(id as View)}
                tabs={(['all', 'low', 'short', 'out'] as const).map((id) => ({
                  id,
                  label: t(`stock.view.${id}`),
                }))}
              />
            </div>
            <VirtualList
              ref={list}
              label={t('stock.list')}
              total={rows.total}
              version={rows.version}
              getSlice={rows.getSlice}
              rowKey={(row) => row.id}
              columns={columns}
              active={active}
              onActive={(index, row) => {
                setActive(index);
                if (row && openId !== null) open(row.id);
              }}
              onOpen={(row) => open(row.id, { now: true })}
              sort={sort}
              onSort={(id) =>
                setSort((old) => ({ id, down: old.id === id ? !old.down : id !== 'code' && id !== 'name' }))
              }
              autoFocus
              empty={<EmptyState title={t('stock.emptyTitle')} text={t('stock.emptyText')} />}
            />
          </>
        }
        document={openId === null ? null : <PartDocument key={openId} id={openId} />}
      />
    </PartsPage>
  );
}

function useColumns(narrow: boolean): readonly Column<Row>[] {
  const t = useWords('parts');
  const name = useInLanguage();
  return useMemo(() => {
    const quantity = (milli: number) =>
      milli === 0 ? <span className="faint">—</span> : <QuantityText milli={milli} />;
    const all: (Column<Row> & { wide?: boolean })[] = [
      { id: 'code', header: t('stock.code'), width: 80, sortable: true, cell: (row) => row.code },
      {
        id: 'name',
        header: t('stock.name'),
        width: 190,
        grow: true,
        sortable: true,
        cell: (row) => name(row.nameZh, row.nameEn),
      },
      {
        id: 'store',
        header: t('stock.store'),
        width: 92,
        align: 'end',
        sortable: true,
        cell: (row) => (
          <span className={row.minMilli > 0 && row.storeMilli < row.minMilli ? 'parts-low' : undefined}>
            <QuantityText milli={row.storeMilli} unit={row.unit} />
          </span>
        ),
      },
      {
        id: 'reserved',
        header: t('stock.reserved'),
        width: 64,
        align: 'end',
        cell: (row) => quantity(row.reservedMilli),
      },
      {
        id: 'short',
        header: t('stock.short'),
        width: 64,
        align: 'end',
        sortable: true,
        cell: (row) =>
          row.shortMilli > 0 ? (
            <strong className="parts-low">{<QuantityText milli={row.shortMilli} />}</strong>
          ) : (
            quantity(0)
          ),
      },
      { id: 'bags', header: t('stock.bags'), width: 64, align: 'end', cell: (row) => quantity(row.bagMilli) },
      {
        id: 'transit',
        header: t('stock.transit'),
        width: 72,
        align: 'end',
        wide: true,
        cell: (row) => quantity(row.transitMilli),
      },
      { id: 'bin', header: t('stock.bin'), width: 76, cell: (row) => row.bin },
      {
        id: 'owner',
        header: t('stock.owner'),
        width: 84,
        wide: true,
        cell: (row) => (
          <StatePill
            tone={row.ownerKind === 'payer' ? 'violet' : 'grey'}
            label={t(`owner.${row.ownerKind}`)}
          />
        ),
      },
      {
        id: 'cost',
        header: t('stock.cost'),
        width: 84,
        align: 'end',
        wide: true,
        cell: (row) => <MoneyText fen={row.costFen} />,
      },
    ];
    return all.filter((column) => !(narrow && column.wide));
  }, [t, name, narrow]);
}
