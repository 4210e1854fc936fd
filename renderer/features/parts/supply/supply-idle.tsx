import { useCallback, useMemo, useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  type Column,
  DayText,
  EmptyState,
  ErrorLine,
  ListDocument,
  MoneyText,
  QuantityText,
  Skeleton,
  VirtualList,
} from '../../../ui/index.ts';
import { PartDocument } from '../part-document.tsx';
import { supplyTables, type SupplyViewProps } from './supply-view.ts';

type Row = OutputOf<'parts.supplyIdle'>['rows'][number];
type View = 'expiring' | 'slow' | 'unused';

/** Goods that lie, with the money in them; the part beside them is transferred or scrapped by its own keys. */
export function SupplyIdle(props: SupplyViewProps & { view: View }) {
  const { openId, open, close, list, view } = props;
  const t = useWords('replenish');
  const f = useFormat();
  const [at, setAt] = useState(0);
  const { data, faultText } = useQuery('parts.supplyIdle', { view }, { keep: true, tables: supplyTables });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns(view, openId !== null);
  return (
    <>
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-supply-idle"
        initial={640}
        listRef={list}
        onClose={close}
        list={
          <>
            {data && data.total > 0 ? (
              <output className="parts-bar muted">
                {t('idle.total', { count: data.total, money: f.money(data.valueFen) })}
              </output>
            ) : null}
            {data ? (
              <VirtualList
                ref={list}
                label={t('idle.list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.partId}${row.lot}${row.quantityMilli}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => `${row.partId} ${row.lot} ${row.placeNameZh}`}
                columns={columns}
                active={Math.min(at, Math.max(0, rows.length - 1))}
                onActive={(index, row) => {
                  setAt(index);
                  if (row && openId !== null) open(row.partId);
                }}
                onOpen={(row) => open(row.partId, { now: true })}
                autoFocus={props.fresh}
                empty={<EmptyState title={t('idle.emptyTitle')} text={t('idle.emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={openId === null ? null : <PartDocument key={openId} id={openId} />}
      />
    </>
  );
}

function useColumns(view: View, narrow: boolean): readonly Column<Row>[] {
  const t = useWords('replenish');
  const parts = useWords('parts');
  const name = useInLanguage();
  return useMemo(() => {
    const lots: (Column<Row> & { wide?: boolean })[] = [
      {
        id: 'left',
        header: t('idle.expires'),
        width: 104,
        cell: (row) =>
          row.daysLeft === null ? (
            ''
          ) : row.daysLeft < 0 ? (
            <span className="parts-low">{t('idle.over', { days: -row.daysLeft })}</span>
          ) : (
            <span className="parts-soon">{t('idle.left', { days: row.daysLeft })}</span>
          ),
      },
      { id: 'lot', header: t('idle.lot'), width: 96, cell: (row) => row.lot },
      {
        id: 'place',
        header: t('idle.place'),
        width: 110,
        wide: true,
        cell: (row) => name(row.placeNameZh, row.placeNameEn),
      },
    ];
    const since: (Column<Row> & { wide?: boolean })[] = [
      {
        id: 'since',
        header: t('idle.since'),
        width: 124,
        wide: true,
        cell: (row) => (row.sinceDay === null ? '' : <DayText day={row.sinceDay} />),
      },
    ];
    const all: (Column<Row> & { wide?: boolean })[] = [
      { id: 'code', header: parts('stock.code'), width: 80, cell: (row) => row.code },
      {
        id: 'name',
        header: parts('stock.name'),
        width: 170,
        grow: true,
        cell: (row) => name(row.nameZh, row.nameEn),
      },
      ...(view === 'expiring' ? lots : since),
      {
        id: 'last',
        header: t('idle.lastUse'),
        width: 112,
        wide: view === 'expiring',
        cell: (row) =>
          row.lastUseDay === null ? (
            <span className="faint">{t('idle.never')}</span>
          ) : (
            <DayText day={row.lastUseDay} />
          ),
      },
      {
        id: 'quantity',
        header: t('idle.quantity'),
        width: 84,
        align: 'end',
        cell: (row) => <QuantityText milli={row.quantityMilli} unit={row.unit} />,
      },
      {
        id: 'value',
        header: t('idle.value'),
        width: 104,
        align: 'end',
        cell: (row) => <MoneyText fen={row.valueFen} />,
      },
    ];
    return all.filter((column) => !(narrow && column.wide));
  }, [t, parts, name, view, narrow]);
}
