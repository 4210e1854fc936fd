import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { parcelSteps } from '../../../../domain/stock/parcel.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  type Column,
  DateText,
  DayText,
  DocumentPage,
  EmptyState,
  ErrorLine,
  Facts,
  LineTable,
  ListDocument,
  type ListHandle,
  MoneyText,
  Section,
  Segments,
  Skeleton,
  StatePill,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { BoxState } from '../old/boxes-screen.tsx';
import { PartsPage } from '../shell.tsx';
import { AnnounceDialog, ChangeDialog, LostDialog } from './parcel-dialogs.tsx';

export type Parcel = OutputOf<'parts.parcels'>['rows'][number];
const views = ['under_way', 'late', 'out', 'in', 'all'] as const;

/** 包裹: what is under way to us and from us, the latest first; its delay has a reason, a lost one a decision. */
export function ParcelsScreen() {
  const t = useWords('oldparts');
  const { openId, open, close } = useDocumentRoute('/parts/parcels');
  const [view, setView] = useState<(typeof views)[number]>('under_way');
  const [coming, setComing] = useState(false);
  const list = useRef<ListHandle>(null);
  const may = useCan('stock.receive') !== null;
  const { data, faultText } = useQuery('parts.parcels', { view, limit: 500 }, { keep: true });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  return (
    <PartsPage
      view="parcels"
      take={(hit) => {
        if (hit.kind !== 'parcel') return false;
        open(hit.id, { now: true });
        return true;
      }}
      actions={
        may ? (
          <Button hotkey="N" onPress={() => setComing(true)}>
            {t('parcel.announce')}
          </Button>
        ) : undefined
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-parcels"
        initial={640}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('parcel.pickTitle')} text={t('parcel.pickText')} />}
        list={
          <>
            <div className="parts-bar">
              <Segments
                label={t('parcel.views')}
                value={view}
                onChange={(id) => setView(id as typeof view)}
                tabs={views.map((id) => ({
                  id,
                  label: `${t(`parcel.view.${id}`)} ${data?.views[id] ?? ''}`,
                }))}
              />
            </div>
            {data ? (
              <VirtualList
                ref={list}
                label={t('parcel.list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.id}${row.version}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && open(row.id)}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus
                empty={<EmptyState title={t('parcel.emptyTitle')} text={t('parcel.emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={openId === null ? null : <ParcelDocument key={openId} id={openId} may={may} />}
      />
      {coming ? (
        <AnnounceDialog
          onClose={(id) => {
            setComing(false);
            if (id !== null) open(id, { now: true });
          }}
        />
      ) : null}
    </PartsPage>
  );
}

function useColumns(): readonly Column<Parcel>[] {
  const t = useWords('oldparts');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'number', header: t('parcel.number'), width: 124, cell: (row) => row.number },
      {
        id: 'state',
        header: t('parcel.status'),
        width: 110,
        cell: (row) => <ParcelState state={row.state} />,
      },
      {
        id: 'way',
        header: t('parcel.way'),
        width: 60,
        cell: (row) => t(`parcel.direction.${row.direction}`),
      },
      { id: 'days', header: t('parcel.expected'), width: 104, cell: (row) => <Due parcel={row} /> },
      {
        id: 'payer',
        header: t('parcel.with'),
        width: 120,
        grow: true,
        cell: (row) => name(row.payerNameZh, row.payerNameEn) || name(row.toNameZh, row.toNameEn),
      },
      { id: 'tracking', header: t('parcel.tracking'), width: 130, cell: (row) => row.tracking || '—' },
    ],
    [t, name],
  );
}

function Due({ parcel }: { parcel: Parcel }) {
  const t = useWords('oldparts');
  const { lateDays } = parcel;
  if (lateDays === null) return <DayText day={parcel.expectedDay} />;
  if (lateDays > 0) return <span className="parts-low">{t('parcel.late', { days: lateDays })}</span>;
  if (lateDays === 0) return <span className="parts-soon">{t('parcel.today')}</span>;
  return <span>{t('parcel.left', { days: -lateDays })}</span>;
}

function ParcelState({ state }: { state: Parcel['state'] }) {
  const t = useWords('oldparts');
  const tone =
    state === 'arrived'
      ? 'green'
      : state === 'lost'
        ? 'red'
        : state === 'cancelled'
          ? 'grey'
          : state === 'part_arrived'
            ? 'amber'
            : 'violet';
  const shape =
    state === 'arrived' ? 'check' : state === 'lost' ? 'cross' : state === 'cancelled' ? 'slash' : 'half';
  return <StatePill tone={tone} shape={shape} label={t(`parcel.state.${state}`)} />;
}

function ParcelDocument({ id, may }: { id: string; may: boolean }) {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const navigate = useNavigate();
  const requestWords = useWords('parts');
  const receiving = useWords('receiving');
  const [dialog, setDialog] = useState<'change' | 'lost' | null>(null);
  const { data, faultText } = useQuery('parts.parcel', { id }, { keep: true });
  const step = useCommand('parts.parcelStep');
  if (faultText) return <ErrorLine text={faultText} />;
  if (!data) return <Skeleton lines={8} />;
  const { parcel, boxes, requests } = data;
  const next = parcelSteps[parcel.state];
  const go = (to: 'on_way' | 'part_arrived' | 'arrived' | 'cancelled') =>
    void step.run({ id: parcel.id, version: parcel.version, to });
  return (
    <DocumentPage
      marks={<ParcelState state={parcel.state} />}
      title={parcel.number}
      subtitle={[
        t(`parcel.direction.${parcel.direction}`),
        name(parcel.payerNameZh, parcel.payerNameEn),
        [parcel.carrier, parcel.tracking].filter((text) => text !== '').join(' '),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        may && next.length > 0 ? (
          <>
            {parcel.direction === 'in' && requests.length > 0 && next.includes('arrived') ? (
              <Button
                variant="primary"
                hotkey="R"
                onPress={() => void navigate(`/parts/receiving/${encodeURIComponent(`parcel.${parcel.id}`)}`)}
              >
                {receiving('openSheet')}
              </Button>
            ) : null}
            {next.includes('arrived') ? (
              <Button
                variant={parcel.direction === 'in' && requests.length > 0 ? undefined : 'primary'}
                hotkey="E"
                pending={step.pending}
                onPress={() => go('arrived')}
              >
                {t(parcel.direction === 'out' ? 'parcel.delivered' : 'parcel.arrived')}
              </Button>
            ) : null}
            {next.includes('part_arrived') && parcel.boxes > 1 ? (
              <Button hotkey="B" pending={step.pending} onPress={() => go('part_arrived')}>
                {t('parcel.partArrived')}
              </Button>
            ) : null}
            {next.includes('on_way') ? (
              <Button hotkey="G" pending={step.pending} onPress={() => go('on_way')}>
                {t('parcel.onWay')}
              </Button>
            ) : null}
            <Button hotkey="D" onPress={() => setDialog('change')}>
              {t('parcel.change')}
            </Button>
            {next.includes('lost') ? (
              <Button hotkey="L" onPress={() => setDialog('lost')}>
                {t('parcel.lose')}
              </Button>
            ) : null}
            {next.includes('cancelled') ? (
              <Button hotkey="X" pending={step.pending} onPress={() => go('cancelled')}>
                {t('parcel.cancel')}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      <ErrorLine text={step.faultText} />
      <Section>
        <Facts
          items={[
            { label: t('parcel.boxes'), value: String(parcel.boxes) },
            parcel.contents === '' ? null : { label: t('parcel.contents'), value: parcel.contents },
            { label: t('parcel.sentDay'), value: <DayText day={parcel.sentDay} /> },
            parcel.ageDays === null
              ? null
              : { label: t('parcel.age'), value: t('parcel.days', { days: parcel.ageDays }) },
            {
              label: t('parcel.expected'),
              value: (
                <>
                  <DayText day={parcel.expectedDay} />{' '}
                  {parcel.lateDays === null ? null : <Due parcel={parcel} />}
                </>
              ),
            },
            parcel.arrivedAt === null
              ? null
              : { label: t('parcel.arrivedAt'), value: <DateText atMs={parcel.arrivedAt} /> },
            parcel.valueFen === 0
              ? null
              : { label: t('parcel.value'), value: <MoneyText fen={parcel.valueFen} symbol /> },
            parcel.freightFen === 0
              ? null
              : {
                  label: t('parcel.freight'),
                  value: (
                    <>
                      <MoneyText fen={parcel.freightFen} symbol />{' '}
                      {parcel.freightBearer === null ? '' : t(`bearer.${parcel.freightBearer}`)}
                    </>
                  ),
                },
            parcel.reason === '' ? null : { label: t('parcel.reason'), value: parcel.reason },
          ]}
        />
      </Section>
      {boxes.length === 0 ? null : (
        <Section title={t('parcel.boxesIn')}>
          <LineTable
            label={t('parcel.boxesIn')}
            rows={boxes}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'no',
                header: t('parcel.boxNo'),
                cell: (row) => t('box.of', { no: row.boxNo, of: row.boxes }),
              },
              {
                id: 'number',
                header: t('box.number'),
                cell: (row) => (
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => void navigate(`/parts/old/boxes/${row.id}`)}
                  >
                    {row.number}
                  </Button>
                ),
              },
              { id: 'state', header: t('box.status'), cell: (row) => <BoxState state={row.state} /> },
              { id: 'pieces', header: t('box.pieces'), align: 'end', cell: (row) => row.pieces },
              { id: 'open', header: t('box.unanswered'), align: 'end', cell: (row) => row.unanswered },
              {
                id: 'amount',
                header: t('amount'),
                align: 'end',
                cell: (row) => <MoneyText fen={row.amountFen} />,
              },
            ]}
          />
        </Section>
      )}
      {requests.length === 0 ? null : (
        <Section title={t('parcel.requestsIn')}>
          <LineTable
            label={t('parcel.requestsIn')}
            rows={requests}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'number',
                header: t('parcel.request'),
                cell: (row) => (
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => void navigate(`/parts/requests/${row.id}`)}
                  >
                    {row.number}
                  </Button>
                ),
              },
              {
                id: 'state',
                header: t('parcel.status'),
                cell: (row) => requestWords(`request.state.${row.state}`),
              },
              { id: 'order', header: t('order'), cell: (row) => row.orderNumber },
              { id: 'parts', header: t('parcel.contents'), cell: (row) => row.parts },
            ]}
          />
        </Section>
      )}
      {dialog === 'change' ? <ChangeDialog parcel={parcel} onClose={() => setDialog(null)} /> : null}
      {dialog === 'lost' ? (
        <LostDialog parcel={parcel} withParts={boxes.length > 0} onClose={() => setDialog(null)} />
      ) : null}
    </DocumentPage>
  );
}
