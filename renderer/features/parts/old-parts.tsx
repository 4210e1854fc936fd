import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  BulkBar,
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  type ListHandle,
  MoneyText,
  Segments,
  Skeleton,
  StatePill,
  toast,
  type Tone,
  VirtualList,
} from '../../ui/index.ts';
import { canStep, type OldPartState } from '../../../domain/stock/old-part.ts';
import { StepOldDialog, type OldStep } from './step-old-dialog.tsx';
import { AnswerDialog, answersFor } from './old/answer-dialog.tsx';
import { OldPages } from './old/old-pages.tsx';
import { PartsPage } from './shell.tsx';

export type OldPart = OutputOf<'parts.oldParts'>['rows'][number];
type View = 'owed' | 'with_technician' | 'in_store' | 'sent' | 'refused' | 'all';
const views: readonly View[] = ['owed', 'with_technician', 'in_store', 'sent', 'refused', 'all'];
const steps: readonly OldStep[] = ['charged', 'scrapped', 'lost'];
const stepWords = { charged: 'old.charge', scrapped: 'old.scrapped', lost: 'old.lost' } as const;
const stepKeys = { charged: 'C', scrapped: 'X', lost: 'L' } as const;

/** 旧件 by days left, with the money on them; H hands in what is chosen, C, X and L end what will not come back. */
export function OldPartsScreen() {
  const t = useWords('parts');
  const f = useFormat();
  const [view, setView] = useState<View>('owed');
  const [active, setActive] = useState<number | null>(0);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [step, setStep] = useState<OldStep | null>(null);
  const [answering, setAnswering] = useState(false);
  const { id: openId } = useParams();
  const [search] = useSearchParams();
  const payerId = search.get('payer');
  const old = useWords('oldparts');
  const list = useRef<ListHandle>(null);
  const may = useCan('old_parts.write') !== null;
  const { data, faultText } = useQuery('parts.oldParts', { view, payerId, limit: 500 }, { keep: true });
  const handIn = useCommand('parts.handInOld');
  const print = useCommand('paper.print');
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const getSlice = useCallback(async (from: number, to: number) => rows.slice(from, to), [rows]);
  const columns = useColumns();
  const at = selected.size > 0 ? [...selected] : active === null ? [] : [active];
  const chosen = at.flatMap((index) => rows[index] ?? []);
  const out = chosen.filter((row) => row.state === 'with_technician' || row.state === 'refused');
  const fits = (to: OldStep) => chosen.filter((row) => canStep(row.state as OldPartState, to));
  const change = (next: View) => {
    setView(next);
    setSelected(new Set());
    setActive(0);
  };
  // A scanned label leads here: its row is made the current one, in the view that has it
  const wanted = openId === undefined || !data ? null : rows.findIndex((row) => row.id === openId);
  useEffect(() => {
    if (wanted === null) return;
    if (wanted >= 0) {
      setActive(wanted);
      setSelected(new Set());
    } else setView('all');
  }, [wanted, openId]);
  const hand = async () => {
    const done = await handIn.run({ items: out.map(({ id, version }) => ({ id, version })) });
    if (done === null) return;
    setSelected(new Set());
    toast.note(t('old.handed', { count: done.items.length }));
    await print.run({ kind: 'old_part_label', ids: done.items.map((item) => item.id) });
  };
  return (
    <PartsPage
      view="old"
      actions={
        may ? (
          <>
            <Button
              hotkey="P"
              disabled={chosen.length === 0}
              pending={print.pending}
              onPress={() => void print.run({ kind: 'old_part_label', ids: chosen.map((row) => row.id) })}
            >
              {t('old.print')}
            </Button>
            <Button
              variant="primary"
              hotkey="H"
              disabled={out.length === 0}
              pending={handIn.pending}
              onPress={() => void hand()}
            >
              {t('old.handIn')}
            </Button>
          </>
        ) : undefined
      }
      foot={
        data ? (
          <>
            <span>
              {t('old.count')} <b>{f.count(data.total)}</b>
            </span>
            <span>
              {t('old.atRisk')} <MoneyText fen={data.atRiskFen} symbol strong />
            </span>
            <span className={data.lateFen > 0 ? 'parts-low' : undefined}>
              {t('old.late')} <MoneyText fen={data.lateFen} symbol strong />
            </span>
          </>
        ) : undefined
      }
    >
      <div className="parts-bar">
        <OldPages page="list" />
        <Segments
          label={t('stock.view.label')}
          value={view}
          onChange={(id) => change(id as View)}
          tabs={views.map((id) => ({ id, label: `${t(`old.view.${id}`)} ${data?.views[id] ?? ''}` }))}
        />
      </div>
      {may ? (
        <div className="parts-bar">
          <Button hotkey="A" disabled={answersFor(chosen).length === 0} onPress={() => setAnswering(true)}>
            {old('answer.open')}
          </Button>
          {steps.map((id) => (
            <Button
              key={id}
              hotkey={stepKeys[id]}
              disabled={fits(id).length === 0}
              onPress={() => setStep(id)}
            >
              {t(stepWords[id])}
            </Button>
          ))}
        </div>
      ) : null}
      <ErrorLine text={faultText ?? handIn.faultText ?? print.faultText} />
      {data ? (
        <VirtualList
          ref={list}
          label={t('old.list')}
          total={rows.length}
          version={`${view} ${JSON.stringify(rows.map((row) => [row.id, row.version]))}`}
          getSlice={getSlice}
          rowKey={(row) => row.id}
          columns={columns}
          active={active}
          onActive={(index) => setActive(index)}
          selected={selected}
          onSelected={setSelected}
          autoFocus
          empty={<EmptyState title={t('old.emptyTitle')} text={t('old.emptyText')} />}
        />
      ) : (
        <Skeleton lines={8} />
      )}
      <BulkBar count={selected.size} onClear={() => setSelected(new Set())}>
        {out.length > 0 && may ? (
          <Button onPress={() => void hand()} hint="H">
            {t('old.handIn')}
          </Button>
        ) : null}
      </BulkBar>
      {answering ? (
        <AnswerDialog
          rows={chosen}
          onClose={(done) => {
            setAnswering(false);
            if (done) setSelected(new Set());
          }}
        />
      ) : null}
      {step === null ? null : (
        <StepOldDialog
          rows={fits(step)}
          left={chosen.length - fits(step).length}
          step={step}
          title={t(stepWords[step])}
          onClose={(done) => {
            setStep(null);
            if (done) setSelected(new Set());
          }}
        />
      )}
    </PartsPage>
  );
}

const tones: Record<string, Tone> = {
  with_technician: 'amber',
  in_store: 'blue',
  boxed: 'blue',
  in_transit: 'violet',
  accepted: 'green',
  refused: 'red',
  appealed: 'violet',
  charged: 'grey',
  scrapped: 'grey',
  lost: 'grey',
};

function useColumns(): readonly Column<OldPart>[] {
  const t = useWords('parts');
  const name = useInLanguage();
  const personName = usePersonName();
  return useMemo(
    () => [
      { id: 'days', header: t('old.days'), width: 96, cell: (row) => <DaysLeft days={row.daysLeft} /> },
      {
        id: 'state',
        header: t('old.status'),
        width: 136,
        cell: (row) => (
          <StatePill
            tone={tones[row.state] ?? 'grey'}
            shape={row.state === 'refused' ? 'cross' : 'half'}
            label={t(`old.state.${row.state}`)}
          />
        ),
      },
      {
        id: 'part',
        header: t('old.part'),
        width: 200,
        grow: true,
        cell: (row) => (
          <>
            {name(row.nameZh, row.nameEn)} <span className="faint">{row.code}</span>
          </>
        ),
      },
      { id: 'staff', header: t('old.staff'), width: 122, cell: (row) => personName(row.staffName) || '—' },
      { id: 'order', header: t('old.order'), width: 110, cell: (row) => row.orderNumber ?? '—' },
      {
        id: 'payer',
        header: t('old.payer'),
        width: 232,
        cell: (row) => name(row.payerNameZh, row.payerNameEn),
      },
      {
        id: 'label',
        header: t('old.label'),
        width: 120,
        cell: (row) => row.labelNumber ?? row.boxNumber ?? <span className="faint">—</span>,
      },
      {
        id: 'risk',
        header: t('old.risk'),
        width: 90,
        align: 'end',
        cell: (row) => <MoneyText fen={row.amountFen} />,
      },
    ],
    [t, name, personName],
  );
}

function DaysLeft({ days }: { days: number | null }) {
  const t = useWords('parts');
  if (days === null) return <span className="faint">—</span>;
  if (days < 0) return <span className="parts-low">{t('old.daysLate', { days: -days })}</span>;
  if (days === 0) return <span className="parts-low">{t('old.today')}</span>;
  return <span className={days <= 5 ? 'parts-soon' : undefined}>{t('old.daysLeft', { days })}</span>;
}
