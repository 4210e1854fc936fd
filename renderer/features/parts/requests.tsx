import { useCallback, useMemo, useRef, useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import {
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Segments,
  Skeleton,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { RequestDialog } from './request-dialog.tsx';
import { PartsPage } from './shell.tsx';
import { type PartsRequest, RequestDocument, RequestState } from './supply/request-document.tsx';

const tables = ['parts_request', 'parts_request_line', 'reservation'];
const views = ['open', 'late', 'all'] as const;
type View = (typeof views)[number];

/** 配件申请 to makers: what is asked for, how far it is, what the deposit still carries. */
export function RequestsScreen() {
  const t = useWords('parts');
  const { openId, open, close } = useDocumentRoute('/parts/requests');
  const s = useWords('supply');
  const [view, setView] = useState<View>('open');
  const [asking, setAsking] = useState(false);
  const list = useRef<ListHandle>(null);
  const may = useCan('parts.request') !== null;
  const { data, faultText } = useQuery(
    'parts.requests',
    { openOnly: view === 'open', lateOnly: view === 'late', limit: 200 },
    { keep: true, tables },
  );
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  // One that was scanned or linked to may stand outside what the list shows
  const other = useQuery(
    'parts.requests',
    { id: openId ?? '' },
    { tables, enabled: openId !== null && data !== undefined && at < 0 },
  );
  const shown = rows[at] ?? (at < 0 && openId !== null ? other.data?.rows[0] : undefined);
  return (
    <PartsPage
      view="requests"
      actions={
        may ? (
          <Button variant="primary" hotkey="N" onPress={() => setAsking(true)}>
            {t('request.new')}
          </Button>
        ) : null
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-requests"
        initial={600}
        listRef={list}
        onClose={close}
        list={
          <>
            <div className="parts-bar">
              <Segments
                label={t('stock.view.label')}
                value={view}
                onChange={(id) => setView(id as View)}
                tabs={views.map((id) => ({
                  id,
                  label: s(`request.view.${id}`, { count: data?.late ?? 0 }),
                }))}
              />
            </div>
            {data ? (
              <VirtualList
                ref={list}
                label={t('request.list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.id}${row.version}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && open(row.id)}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus
                empty={<EmptyState title={t('request.emptyTitle')} text={t('request.emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={shown && data ? <RequestDocument request={shown} deposits={data.deposits} /> : null}
      />
      {asking ? (
        <RequestDialog
          onClose={() => setAsking(false)}
          onDone={(id) => {
            setAsking(false);
            open(id, { now: true });
          }}
        />
      ) : null}
    </PartsPage>
  );
}

function useColumns(): readonly Column<PartsRequest>[] {
  const t = useWords('parts');
  const s = useWords('supply');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'number', header: t('papers.number'), width: 128, cell: (row) => row.number },
      { id: 'state', header: t('doc.state'), width: 116, cell: (row) => <RequestState state={row.state} /> },
      { id: 'order', header: t('doc.order'), width: 110, cell: (row) => row.orderNumber },
      {
        id: 'parts',
        header: t('issue.part'),
        width: 160,
        grow: true,
        cell: (row) => row.lines.map((line) => name(line.nameZh, line.nameEn)).join(' · '),
      },
      {
        id: 'expected',
        header: s('request.expected'),
        width: 104,
        cell: (row) =>
          row.lateDays === null ? (row.expectedDay ?? '') : s('request.lateShort', { days: row.lateDays }),
      },
    ],
    [t, s, name],
  );
}
