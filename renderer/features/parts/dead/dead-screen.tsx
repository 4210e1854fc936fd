import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { deadPartSteps } from '../../../../domain/stock/dead-part.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { api } from '../../../lib/api.ts';
import { blobUrl, sendBlob } from '../../../lib/blobs.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  type Column,
  DayText,
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
  toast,
  type Tone,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { PictureViewer, Thumbnail } from '../../../ui/picture.tsx';
import { OldPages } from '../old/old-pages.tsx';
import { PartsPage } from '../shell.tsx';
import { FindDialog, SendDeadDialog, StepDialog } from './dead-dialogs.tsx';

export type Dead = OutputOf<'parts.dead'>['rows'][number];
export type DeadStep = 'claimed' | 'replaced' | 'credited' | 'refused' | 'expired' | 'works' | 'scrapped';
const views = ['open', 'claim', 'sent', 'all'] as const;
const stepKeys = {
  claimed: 'C',
  replaced: 'E',
  credited: 'M',
  refused: 'R',
  expired: 'V',
  works: 'W',
  scrapped: 'X',
} as const;

/** 新件不良: days left to claim, the picture the maker asks for, its replacement that uses no request. */
export function DeadScreen() {
  const t = useWords('oldparts');
  const f = useFormat();
  const { openId, open, close } = useDocumentRoute('/parts/old/dead');
  const [view, setView] = useState<(typeof views)[number]>('open');
  const [finding, setFinding] = useState(false);
  const list = useRef<ListHandle>(null);
  const may = useCan('old_parts.write') !== null;
  const { data, faultText } = useQuery('parts.dead', { view, limit: 500 }, { keep: true });
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = rows.findIndex((row) => row.id === openId);
  const shown = rows[at];
  return (
    <PartsPage
      view="old"
      actions={
        may ? (
          <Button hotkey="N" onPress={() => setFinding(true)}>
            {t('dead.new')}
          </Button>
        ) : undefined
      }
      foot={
        data ? (
          <>
            <span>
              {t('dead.count')} <b>{f.count(data.views.open ?? 0)}</b>
            </span>
            <span>
              {t('payers.atRisk')} <MoneyText fen={data.atRiskFen} symbol strong />
            </span>
          </>
        ) : undefined
      }
    >
      <div className="parts-bar">
        <OldPages page="dead" />
        <Segments
          label={t('dead.views')}
          value={view}
          onChange={(id) => setView(id as typeof view)}
          tabs={views.map((id) => ({ id, label: `${t(`dead.view.${id}`)} ${data?.views[id] ?? ''}` }))}
        />
      </div>
      <ErrorLine text={faultText} />
      <ListDocument
        name="parts-dead"
        initial={600}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('dead.pickTitle')} text={t('dead.pickText')} />}
        list={
          data ? (
            <VirtualList
              ref={list}
              label={t('page.dead')}
              total={rows.length}
              version={`${view} ${rows.map((row) => `${row.id}${row.version}${row.photos.length}`).join()}`}
              getSlice={getSlice}
              rowKey={(row) => row.id}
              columns={columns}
              active={at < 0 ? 0 : at}
              onActive={(_, row) => row && openId !== null && open(row.id)}
              onOpen={(row) => open(row.id, { now: true })}
              autoFocus
              empty={<EmptyState title={t('dead.emptyTitle')} text={t('dead.emptyText')} />}
            />
          ) : (
            <Skeleton lines={8} />
          )
        }
        document={shown ? <DeadDocument key={shown.id} dead={shown} rows={rows} may={may} /> : null}
      />
      {finding ? (
        <FindDialog
          onClose={(id) => {
            setFinding(false);
            if (id !== null) open(id, { now: true });
          }}
        />
      ) : null}
    </PartsPage>
  );
}

function useColumns(): readonly Column<Dead>[] {
  const t = useWords('oldparts');
  const name = useInLanguage();
  return useMemo(
    () => [
      { id: 'days', header: t('dead.days'), width: 96, cell: (row) => <Left dead={row} /> },
      { id: 'state', header: t('parcel.status'), width: 104, cell: (row) => <DeadState state={row.state} /> },
      {
        id: 'part',
        header: t('dead.part'),
        width: 160,
        grow: true,
        cell: (row) => (
          <>
            {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
          </>
        ),
      },
      { id: 'number', header: t('dead.number'), width: 124, cell: (row) => row.number },
      {
        id: 'amount',
        header: t('amount'),
        width: 86,
        align: 'end',
        cell: (row) => <MoneyText fen={row.amountFen} />,
      },
    ],
    [t, name],
  );
}

function Left({ dead }: { dead: Dead }) {
  const t = useWords('oldparts');
  const { daysLeft } = dead;
  if (daysLeft === null) return <span className="faint">—</span>;
  if (daysLeft < 0) return <span className="parts-low">{t('parcel.late', { days: -daysLeft })}</span>;
  if (daysLeft === 0) return <span className="parts-low">{t('dead.today')}</span>;
  return (
    <span className={daysLeft <= 3 ? 'parts-soon' : undefined}>{t('dead.left', { days: daysLeft })}</span>
  );
}

function DeadState({ state }: { state: Dead['state'] }) {
  const t = useWords('oldparts');
  const tones: Record<Dead['state'], Tone> = {
    found: 'amber',
    claimed: 'blue',
    sent: 'violet',
    replaced: 'green',
    credited: 'green',
    refused: 'red',
    expired: 'red',
    works: 'green',
    scrapped: 'grey',
  };
  const shape =
    tones[state] === 'green'
      ? 'check'
      : tones[state] === 'red'
        ? 'cross'
        : state === 'scrapped'
          ? 'slash'
          : 'half';
  return <StatePill tone={tones[state]} shape={shape} label={t(`dead.state.${state}`)} />;
}

function DeadDocument({ dead, rows, may }: { dead: Dead; rows: readonly Dead[]; may: boolean }) {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const personName = usePersonName();
  const navigate = useNavigate();
  const [step, setStep] = useState<DeadStep | null>(null);
  const [sending, setSending] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const add = useCommand('parts.deadPhoto');
  const pick = useRef<HTMLInputElement>(null);
  const load = useCallback(async (attachmentId: string) => {
    const { ticket } = await api.call('parts.deadPhotoTicket', { attachmentId });
    return blobUrl(ticket);
  }, []);
  const late = dead.daysLeft !== null && dead.daysLeft < 0;
  const next = deadPartSteps[dead.state].filter((to) => !(to === 'claimed' && late) && to !== 'sent');
  const along = rows.filter((row) => row.state === 'claimed' && row.payerId === dead.payerId);
  const take = async (files: readonly File[]) => {
    for (const file of files) {
      try {
        const sent = await sendBlob(file);
        await add.run({ id: dead.id, hash: sent.hash, name: sent.name });
      } catch (error) {
        toast.fault(error);
      }
    }
  };
  const items = dead.photos.map((photo) => ({ id: photo.id, label: photo.name }));
  return (
    <DocumentPage
      marks={<DeadState state={dead.state} />}
      title={dead.number}
      subtitle={[
        `${dead.code} ${name(dead.nameZh, dead.nameEn)}`,
        dead.serial || dead.lot,
        name(dead.payerNameZh, dead.payerNameEn),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        may ? (
          <>
            {dead.state === 'claimed' ? (
              <Button variant="primary" hotkey="G" onPress={() => setSending(true)}>
                {t('dead.send')}
              </Button>
            ) : null}
            {next.map((to) => (
              <Button
                key={to}
                variant={to === 'claimed' || to === 'replaced' ? 'primary' : undefined}
                hotkey={stepKeys[to as DeadStep]}
                onPress={() => setStep(to as DeadStep)}
              >
                {t(`dead.do.${to}`)}
              </Button>
            ))}
            {next.length > 0 ? (
              <Button hotkey="F" pending={add.pending} onPress={() => pick.current?.click()}>
                {t('dead.photo')}
              </Button>
            ) : null}
            <input
              ref={pick}
              type="file"
              hidden
              multiple
              accept="image/*"
              tabIndex={-1}
              aria-label={t('dead.photo')}
              onChange={(event) => {
                void take([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
            {dead.parcelId === null ? null : (
              <Button hotkey="O" onPress={() => void navigate(`/parts/parcels/${dead.parcelId}`)}>
                {t('box.parcel')}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      <ErrorLine text={add.faultText} />
      <Section>
        <Facts
          items={[
            { label: t('dead.claimBy'), value: <DayText day={dead.dueDay} /> },
            { label: t('dead.foundIn'), value: t(`dead.found.${dead.foundIn}`) },
            { label: t('dead.foundDay'), value: <DayText day={dead.foundDay} /> },
            {
              label: t('dead.quantity'),
              value: <QuantityText milli={dead.quantityMilli} unit={dead.unit} />,
            },
            { label: t('dead.finder'), value: personName(dead.finderName) },
            { label: t('order'), value: dead.orderNumber },
            { label: t('dead.symptom'), value: dead.symptom },
            { label: t('dead.cause'), value: dead.cause },
            dead.bearer === null ? null : { label: t('answer.bearer'), value: t(`bearer.${dead.bearer}`) },
            { label: t('parcel.number'), value: dead.parcelNumber },
            { label: t('dead.receipt'), value: dead.receiptNumber },
          ]}
        />
      </Section>
      <Section title={t('dead.photos', { count: dead.photos.length })}>
        {items.length === 0 ? (
          <p className="muted">{t('dead.noPhoto')}</p>
        ) : (
          <div className="ui-thumbs">
            {items.map((item, index) => (
              <Thumbnail key={item.id} item={item} load={load} onOpen={() => setAt(index)} />
            ))}
          </div>
        )}
        <PictureViewer items={items} at={at} onAt={setAt} load={load} />
      </Section>
      {step === null ? null : <StepDialog dead={dead} step={step} onClose={() => setStep(null)} />}
      {sending ? <SendDeadDialog dead={dead} rows={along} onClose={() => setSending(false)} /> : null}
    </DocumentPage>
  );
}
