import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  type Column,
  DayText,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Segments,
  Skeleton,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import type { TakeScan } from '../scan-desk.tsx';
import { PartsPage } from '../shell.tsx';
import { PagesOfReceiving } from './pages.tsx';
import { PostedPanel, type Posted } from './posted-panel.tsx';
import './receiving.css';
import { CountSheet } from './sheet.tsx';

type Row = OutputOf<'parts.deliveries'>['rows'][number];
const views = ['due', 'late', 'all'] as const;
const tables = ['parcel', 'parcel_content', 'parts_request', 'document', 'document_line'];

/** What the address names: a delivery by kind and id, or goods nobody announced. */
export const loose = 'loose';
const keyOf = (row: Pick<Row, 'kind' | 'id'>) => `${row.kind}.${row.id}`;
function deliveryOf(openId: string): Pick<Row, 'kind' | 'id'> | null {
  const [kind, ...id] = openId.split('.');
  return kind === 'parcel' || kind === 'request' || kind === 'document' ? { kind, id: id.join('.') } : null;
}

/** 收货: what may be at the door, and the sheet on which it is counted. */
export function DeliveriesScreen() {
  const t = useWords('receiving');
  const navigate = useNavigate();
  const { openId, open, close } = useDocumentRoute('/parts/receiving');
  const wanted = useSearchParams()[0].get('view');
  const [view, setView] = useState<(typeof views)[number]>(
    () => views.find((one) => one === wanted) ?? 'due',
  );
  const [posted, setPosted] = useState<{ openId: string; done: Posted } | null>(null);
  const list = useRef<ListHandle>(null);
  const counting = useRef<TakeScan | null>(null);
  const { data, faultText } = useQuery('parts.deliveries', { view, limit: 300 }, { keep: true, tables });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => keyOf(row) === openId);
  return (
    <PartsPage
      view="receiving"
      take={async (hit) => {
        if ((await counting.current?.(hit)) === true) return true;
        if (
          hit.kind !== 'parcel' &&
          hit.kind !== 'request' &&
          !(hit.kind === 'document' && hit.paper === 'parcel')
        )
          return false;
        open(keyOf({ kind: hit.kind, id: hit.id }), { now: true });
        return true;
      }}
      actions={
        <Button hotkey="N" onPress={() => open(loose, { now: true })}>
          {t('loose')}
        </Button>
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-receiving"
        initial={520}
        initialLeft={520}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('pickTitle')} text={t('pickText')} />}
        list={
          <>
            <div className="parts-bar">
              <PagesOfReceiving page="deliveries" />
              <Segments
                label={t('views')}
                value={view}
                onChange={(id) => setView(id as typeof view)}
                tabs={views.map((id) => ({ id, label: t(`view.${id}`, { count: data?.counts[id] ?? 0 }) }))}
              />
            </div>
            {data ? (
              <VirtualList
                ref={list}
                label={t('list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${keyOf(row)} ${row.state} ${row.expectedDay}`).join()}`}
                getSlice={getSlice}
                rowKey={keyOf}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && openId !== loose && open(keyOf(row))}
                onOpen={(row) => open(keyOf(row), { now: true })}
                autoFocus
                empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={
          openId === null ? null : posted?.openId === openId ? (
            <PostedPanel
              done={posted.done}
              onNext={() => {
                setPosted(null);
                close();
                list.current?.focus();
              }}
              onClaims={() => void navigate('/parts/receiving/claims')}
            />
          ) : (
            <CountSheet
              key={openId}
              sheetId={openId}
              delivery={deliveryOf(openId)}
              counting={counting}
              onPosted={(done) => setPosted({ openId, done })}
            />
          )
        }
      />
    </PartsPage>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useWords('receiving');
  const name = useInLanguage();
  return useMemo(
    () => [
      {
        id: 'what',
        header: t('what'),
        width: 148,
        cell: (row) => (
          <>
            {row.number} <span className="faint">{t(`kind.${row.kind}`)}</span>
          </>
        ),
      },
      {
        id: 'expected',
        header: t('expected'),
        width: 78,
        cell: (row) =>
          row.lateDays === null ? (
            <DayText day={row.expectedDay} />
          ) : (
            <span className="parts-low">{t('late', { days: row.lateDays })}</span>
          ),
      },
      { id: 'from', header: t('from'), width: 96, cell: (row) => name(row.fromNameZh, row.fromNameEn) },
      { id: 'orders', header: t('orders'), width: 98, cell: (row) => row.orders ?? '' },
      {
        id: 'tracking',
        header: t('tracking'),
        width: 80,
        grow: true,
        cell: (row) => [row.carrier, row.tracking].filter((text) => text !== '').join(' '),
      },
    ],
    [t, name],
  );
}
