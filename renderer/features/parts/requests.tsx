import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import {
  Button,
  type Column,
  DateText,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  ListDocument,
  type ListHandle,
  MoneyText,
  QuantityText,
  Section,
  Segments,
  Skeleton,
  StatePill,
  useDocumentRoute,
  VirtualList,
} from '../../ui/index.ts';
import { ReceiveDialog } from './receive-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { PartsPage } from './shell.tsx';

type Data = OutputOf<'parts.requests'>;
type Request = Data['rows'][number];
type Line = Request['lines'][number];
const tables = ['parts_request', 'parts_request_line', 'reservation'];
const tones = {
  draft: 'grey',
  asked: 'blue',
  approved: 'blue',
  shipped: 'violet',
  sent_back: 'red',
  short: 'amber',
  received: 'green',
  cancelled: 'grey',
} as const;

/** The maker has it in hand, or some of it came. */
const comes = new Set(['asked', 'approved', 'shipped', 'short']);

/** 配件申请 to makers: what is asked for, how far it is, what the deposit still carries. */
export function RequestsScreen() {
  const t = useWords('parts');
  const { openId, open, close } = useDocumentRoute('/parts/requests');
  const [view, setView] = useState<'open' | 'all'>('open');
  const [asking, setAsking] = useState(false);
  const list = useRef<ListHandle>(null);
  const may = useCan('parts.request') !== null;
  const { data, faultText } = useQuery(
    'parts.requests',
    { openOnly: view === 'open', limit: 200 },
    { keep: true, tables },
  );
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  const shown = rows[at];
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
                onChange={(id) => setView(id as 'open' | 'all')}
                tabs={(['open', 'all'] as const).map((id) => ({ id, label: t(`request.view.${id}`) }))}
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

function useColumns(): readonly Column<Request>[] {
  const t = useWords('parts');
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
      { id: 'at', header: t('papers.day'), width: 100, cell: (row) => <DateText atMs={row.at} /> },
    ],
    [t, name],
  );
}

function RequestState({ state }: { state: string }) {
  const t = useWords('parts');
  return (
    <StatePill
      tone={tones[state as keyof typeof tones] ?? 'grey'}
      shape={state === 'received' ? 'check' : 'ring'}
      label={t(`request.state.${state}`)}
    />
  );
}

function RequestDocument({ request, deposits }: { request: Request; deposits: Data['deposits'] }) {
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const navigate = useNavigate();
  const deposit = deposits.find((one) => one.payerId === request.payerId);
  const mayReceive = useCan('stock.receive') !== null && comes.has(request.state);
  const [coming, setComing] = useState<Line | null>(null);
  const isOpen = (line: Line) => mayReceive && line.receivedMilli < line.askedMilli;
  const first = request.lines.find(isOpen);
  return (
    <DocumentPage
      marks={<RequestState state={request.state} />}
      title={request.number}
      subtitle={[
        request.orderNumber,
        name(request.payerNameZh, request.payerNameEn),
        request.machineCode,
        f.date(request.at),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        <>
          {first ? (
            <Button variant="primary" hotkey="E" onPress={() => setComing(first)}>
              {t('doc.receive')}
            </Button>
          ) : null}
          <Button hotkey="O" onPress={() => void navigate(`/orders/${request.workOrderId}`)}>
            {t('request.openOrder')}
          </Button>
        </>
      }
    >
      <Section>
        <LineTable
          label={request.number}
          rows={request.lines}
          rowKey={(row) => String(row.lineNo)}
          columns={[
            {
              id: 'part',
              header: t('issue.part'),
              cell: (row) => (
                <>
                  {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
                </>
              ),
            },
            {
              id: 'asked',
              header: t('request.asked'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.askedMilli} unit={row.unit} />,
            },
            {
              id: 'received',
              header: t('request.received'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.receivedMilli} unit={row.unit} />,
            },
            {
              id: 'unit',
              header: t('stock.cost'),
              align: 'end',
              cell: (row) => <MoneyText fen={row.unitFen} />,
            },
            {
              id: 'act',
              header: '',
              align: 'end',
              cell: (row) =>
                isOpen(row) ? (
                  <Button size="small" variant="quiet" onPress={() => setComing(row)}>
                    {t('doc.receive')}
                  </Button>
                ) : null,
            },
          ]}
        />
        {deposit ? (
          <p className="muted">
            {t('request.deposit', {
              used: f.money(request.depositUsedFen),
              left: f.money(deposit.headroomFen),
              of: f.money(deposit.depositFen),
            })}
          </p>
        ) : null}
      </Section>
      {coming ? <ComingLine request={request} line={coming} onClose={() => setComing(null)} /> : null}
    </DocumentPage>
  );
}

/** What came for one line: the rest of it is filled in, fewer may be typed. */
function ComingLine({ request, line, onClose }: { request: Request; line: Line; onClose: () => void }) {
  const { data, faultText } = useQuery('parts.get', { id: line.partId });
  if (!data) return <ErrorLine text={faultText} />;
  return (
    <ReceiveDialog
      part={data.part}
      request={{ id: request.id, openMilli: line.askedMilli - line.receivedMilli }}
      onClose={onClose}
    />
  );
}
