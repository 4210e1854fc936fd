import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { claimStepsOf, type ClaimStep } from '../../../../domain/stock/claim.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { nowMs } from '../../../lib/clock.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  type Column,
  DateText,
  Deadline,
  DocumentPage,
  EmptyState,
  ErrorLine,
  Facts,
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
} from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';
import { PartsPage } from '../shell.tsx';
import { ClaimDialog } from './claim-dialog.tsx';
import { PagesOfReceiving } from './pages.tsx';
import './receiving.css';

export type Claim = OutputOf<'parts.claims'>['rows'][number];
const views = ['open', 'tell', 'over', 'all'] as const;
const tables = ['goods_claim', 'document'];

const tones = {
  open: 'amber',
  reported: 'blue',
  refused: 'red',
  expired: 'red',
  settled: 'green',
  withdrawn: 'grey',
} as const;
const stepKeys: Record<ClaimStep, string> = {
  reported: 'B',
  settled: 'E',
  refused: 'R',
  expired: 'L',
  withdrawn: 'X',
};

function ClaimState({ state }: { state: Claim['state'] }) {
  const t = useWords('receiving');
  const shape =
    state === 'settled' ? 'check' : state === 'withdrawn' ? 'slash' : state === 'reported' ? 'half' : 'ring';
  return <StatePill tone={tones[state]} shape={shape} label={t(`claim.state.${state}`)} />;
}

/** 收货差异: what came otherwise than announced, the window that ends next first. */
export function ClaimsScreen() {
  const t = useWords('receiving');
  const { openId, open, close } = useDocumentRoute('/parts/receiving/claims');
  const wanted = useSearchParams()[0].get('view');
  const [view, setView] = useState<(typeof views)[number]>(
    () => views.find((one) => one === wanted) ?? 'open',
  );
  const list = useRef<ListHandle>(null);
  const may = useCan('stock.receive') !== null;
  const { data, faultText } = useQuery('parts.claims', { view, limit: 300 }, { keep: true, tables });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  const other = useQuery(
    'parts.claims',
    { id: openId ?? '' },
    { tables, enabled: openId !== null && data !== undefined && at < 0 },
  );
  const shown = rows[at] ?? (openId === null ? undefined : other.data?.rows.find((row) => row.id === openId));
  return (
    <PartsPage view="receiving">
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-claims"
        initial={660}
        initialLeft={660}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('claim.pickTitle')} text={t('claim.pickText')} />}
        list={
          <>
            <div className="parts-bar">
              <PagesOfReceiving page="claims" />
              <Segments
                label={t('views')}
                value={view}
                onChange={(id) => setView(id as typeof view)}
                tabs={views.map((id) => ({
                  id,
                  label: t(`claim.view.${id}`, { count: data?.counts[id] ?? 0 }),
                }))}
              />
            </div>
            {data ? (
              <VirtualList
                ref={list}
                label={t('claim.list')}
                total={rows.length}
                version={`${view} ${rows.map((row) => `${row.id}${row.version}`).join()}`}
                getSlice={getSlice}
                rowKey={(row) => row.id}
                columns={columns}
                active={at < 0 ? 0 : at}
                onActive={(_, row) => row && openId !== null && open(row.id)}
                onOpen={(row) => open(row.id, { now: true })}
                autoFocus
                empty={<EmptyState title={t('claim.emptyTitle')} text={t('claim.emptyText')} />}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </>
        }
        document={shown ? <ClaimDocument key={shown.id} claim={shown} may={may} /> : null}
      />
    </PartsPage>
  );
}

function useColumns(): readonly Column<Claim>[] {
  const t = useWords('receiving');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'number', header: t('claim.number'), width: 112, cell: (row) => row.number },
      { id: 'kind', header: t('claim.kind'), width: 76, cell: (row) => t(`claim.kinds.${row.kind}`) },
      { id: 'state', header: '', width: 98, cell: (row) => <ClaimState state={row.state} /> },
      {
        id: 'due',
        header: t('claim.due'),
        width: 84,
        cell: (row) => (row.state === 'open' ? <Deadline dueMs={row.dueAt} /> : ''),
      },
      {
        id: 'part',
        header: t('part'),
        width: 100,
        grow: true,
        cell: (row) => `${row.code} ${name(row.nameZh, row.nameEn)}`,
      },
      {
        id: 'quantity',
        header: t('claim.quantity'),
        width: 64,
        align: 'end',
        cell: (row) => <QuantityText milli={row.quantityMilli} unit={row.unit} />,
      },
    ],
    [t, name],
  );
}

function ClaimDocument({ claim, may }: { claim: Claim; may: boolean }) {
  const t = useWords('receiving');
  const name = useInLanguage();
  const navigate = useNavigate();
  const [step, setStep] = useState<ClaimStep | null>(null);
  const over = claim.dueAt !== null && claim.dueAt < nowMs();
  const steps = may ? claimStepsOf({ ...claim, over }) : [];
  return (
    <DocumentPage
      marks={<ClaimState state={claim.state} />}
      title={`${t(`claim.kinds.${claim.kind}`)} ${claim.number}`}
      subtitle={[
        `${claim.code} ${name(claim.nameZh, claim.nameEn)}`,
        name(claim.payerNameZh, claim.payerNameEn),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        <>
          {steps.map((one) => (
            <Button
              key={one}
              variant={one === steps[0] ? 'primary' : undefined}
              hotkey={stepKeys[one]}
              onPress={() => setStep(one)}
            >
              {t(`claim.step.${one}`)}
            </Button>
          ))}
          {claim.outcome === 'sent_back' && claim.settledDocumentId !== null ? (
            <PrintButton
              kind="upstream_return"
              ids={[claim.settledDocumentId]}
              hotkey="P"
              label={t('claim.printBack')}
            />
          ) : (
            <PrintButton kind="receiving_slip" ids={[claim.documentId]} hotkey="P" />
          )}
          {claim.requestId === null ? null : (
            <Button hotkey="O" onPress={() => void navigate(`/parts/requests/${claim.requestId}`)}>
              {t('claim.request')}
            </Button>
          )}
        </>
      }
    >
      <Section>
        <Facts
          items={[
            {
              label: t('claim.quantity'),
              value: <QuantityText milli={claim.quantityMilli} unit={claim.unit} />,
            },
            claim.announcedMilli === 0
              ? null
              : {
                  label: t('claim.announced'),
                  value: <QuantityText milli={claim.announcedMilli} unit={claim.unit} />,
                },
            claim.otherCode === null
              ? null
              : {
                  label: t('claim.came'),
                  value: `${claim.otherCode} ${name(claim.otherNameZh, claim.otherNameEn)}`,
                },
            { label: t('claim.lotSerial'), value: claim.serial || claim.lot },
            { label: t('claim.amount'), value: <MoneyText fen={claim.amountFen} symbol /> },
            {
              label: t('claim.dueAt'),
              value:
                claim.dueAt === null ? (
                  t('claim.noDue')
                ) : (
                  <>
                    <DateText atMs={claim.dueAt} time="always" />{' '}
                    <Deadline dueMs={claim.dueAt} done={claim.state !== 'open'} />
                  </>
                ),
            },
            claim.reportedAt === null
              ? null
              : {
                  label: t('claim.reported'),
                  value: (
                    <>
                      <DateText atMs={claim.reportedAt} time="always" /> {claim.reportedHow}
                    </>
                  ),
                },
            claim.outcome === null
              ? null
              : { label: t('claim.outcome'), value: t(`claim.outcomes.${claim.outcome}`) },
            { label: t('claim.note'), value: claim.note },
            { label: t('claim.place'), value: name(claim.placeNameZh, claim.placeNameEn) },
            { label: t('claim.receipt'), value: claim.documentNumber },
            { label: t('claim.request'), value: claim.requestNumber },
            { label: t('claim.order'), value: claim.orderNumber },
            { label: t('claim.tracking'), value: claim.tracking },
            { label: t('claim.at'), value: <DateText atMs={claim.at} time="always" /> },
          ]}
        />
      </Section>
      {step === null ? null : <ClaimDialog claim={claim} step={step} onClose={() => setStep(null)} />}
    </DocumentPage>
  );
}
