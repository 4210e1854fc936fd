import { useMemo, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { DeskRow } from '../../../preload/contract/money-statements.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { usePref } from '../../lib/prefs.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useSnapshot } from '../../lib/snapshot.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import {
  Button,
  ChangedBanner,
  type Column,
  DayText,
  EmptyState,
  ErrorLine,
  type ListHandle,
  MoneyText,
  Screen,
  Tabs,
  Totals,
  VirtualList,
} from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { PrintButton } from '../paper/print-button.tsx';
import { DeskPane } from './desk-pane.tsx';
import { AgreeDialog, PaymentDialog } from './settle-dialogs.tsx';
import { StatementPill, Verdict } from './shell.tsx';

const shownViews = ['todo', 'short', 'missing', 'fine', 'open', 'not_ours', 'equal', 'all'] as const;
type View = (typeof shownViews)[number];

/** The matching desk: both sides in one row, the verdict and what it stands on; below the row that is being decided. */
export function DeskScreen() {
  const t = useWords('money');
  const f = useFormat();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const word = useInLanguage();
  const [chosen, choose] = usePref<string>('money.desk.view', '');
  const [first, setFirst] = useState<{ id: string; view: View } | null>(null);
  const [active, setActive] = useState<{ index: number; row: DeskRow | null }>({ index: 0, row: null });
  const [dialog, setDialog] = useState<'agree' | 'pay' | null>(null);
  const list = useRef<ListHandle>(null);
  const { data, faultText } = useQuery('money.statement', { id }, { keep: true });
  const rematch = useCommand('money.matchStatement');
  const may = useCan('statements.match') !== null;
  const mayPay = useCan('journal.write') !== null;
  const countOf = (one: View) => data?.views.find((row) => row.view === one)?.count ?? 0;
  // Whoever has never chosen a tab begins where there is something; work that empties it moves nobody on
  if (data?.statement.id === id && first?.id !== id)
    setFirst({ id, view: shownViews.find((one) => countOf(one) > 0) ?? 'todo' });
  const view = shownViews.find((one) => one === chosen) ?? (first?.id === id ? first.view : null);
  const rows = useSnapshot<DeskRow>({
    of: JSON.stringify({ id, view }),
    tables: [],
    rowKey: (row) => String(row.seq),
    open: async () => {
      if (view === null) return { id: '', total: 0 };
      const opened = await api.call('money.openDesk', { statementId: id, view });
      return { id: opened.snapshotId, total: opened.total };
    },
    slice: async (snapshotId, from, to) => (await api.call('money.sliceDesk', { snapshotId, from, to })).rows,
  });
  const columns = useDeskColumns();
  const statement = data?.statement;
  const totals = data?.totals;
  const open = statement !== undefined && statement.state !== 'agreed' && !statement.settling;
  const decided = () => rows.reload();

  return (
    <Screen
      title={statement ? word(statement.payerNameZh, statement.payerNameEn) : t('room.statements')}
      views={
        <>
          {statement ? <StatementPill row={statement} /> : null}
          <div className="money-views">
            <Tabs
              label={t('desk.views')}
              value={view ?? ''}
              onChange={(next) => {
                choose(next);
                setActive({ index: 0, row: null });
              }}
              tabs={shownViews.map((one) => ({
                id: one,
                label: t(`desk.view.${one}`),
                count: countOf(one),
              }))}
            />
          </div>
        </>
      }
      actions={
        <>
          <Button hotkey="Escape" onPress={() => void navigate('/money/statements')}>
            {t('desk.back')}
          </Button>
          {may && open && statement ? (
            <Button
              hotkey="M"
              pending={rematch.pending}
              onPress={() => void rematch.run({ id, version: statement.version }).then(decided)}
            >
              {t('desk.rematch')}
            </Button>
          ) : null}
          {may && open ? (
            <Button variant="primary" hotkey="G" onPress={() => setDialog('agree')}>
              {t('desk.agree')}
            </Button>
          ) : null}
          {mayPay &&
          statement?.state === 'agreed' &&
          !statement.settling &&
          statement.paidFen < statement.totalFen ? (
            <Button variant="primary" hotkey="P" onPress={() => setDialog('pay')}>
              {t('desk.payment')}
            </Button>
          ) : null}
        </>
      }
    >
      {totals && statement ? (
        <Totals
          items={[
            { label: t('desk.total'), value: <MoneyText fen={totals.theirsFen} symbol /> },
            { label: t('desk.ourTotal'), value: <MoneyText fen={totals.oursFen} symbol /> },
            {
              label: t('desk.diff'),
              value: <MoneyText fen={totals.diffFen} symbol sign />,
            },
            { label: t('desk.appeal'), value: <MoneyText fen={totals.appealFen} symbol /> },
            { label: t('desk.payTotal'), value: <MoneyText fen={totals.payFen} symbol /> },
            {
              label: t('desk.auto'),
              value:
                statement.lines === 0
                  ? '—'
                  : `${((totals.matchedLines * 100) / statement.lines).toFixed(1)}%`,
              note: t('desk.autoText', { matched: totals.matchedLines, lines: statement.lines }),
            },
          ]}
        />
      ) : null}
      {statement && totals ? (
        <div className="money-papers">
          <PrintButton
            kind={statement.ofPlatform ? 'platform_statement' : 'payer_statement'}
            ids={[id]}
            hotkey="L"
            size="small"
            single
          />
          <PrintButton
            kind="difference_sheet"
            ids={totals.diffFen === 0 ? [] : [id]}
            hotkey="D"
            size="small"
            single
          />
        </div>
      ) : null}
      <ErrorLine text={faultText ?? rematch.faultText} />
      <ChangedBanner count={rows.changed} onReload={rows.reload} hotkey="R" />
      <div className="money-sides" aria-hidden="true">
        <span>{t('desk.theirs')}</span>
        <span>{t('desk.ours')}</span>
        <span>{t('desk.pay')}</span>
        <span>{t('desk.verdict')}</span>
      </div>
      <div className="money-desk">
        <VirtualList
          ref={list}
          label={t('title')}
          total={rows.total}
          version={rows.version}
          getSlice={rows.getSlice}
          rowKey={(row) => String(row.seq)}
          columns={columns}
          active={rows.total === 0 ? null : Math.min(active.index, rows.total - 1)}
          onActive={(index, row) => setActive({ index, row: row ?? null })}
          autoFocus
          empty={<EmptyState title={t('desk.empty')} text={t('desk.emptyText')} />}
        />
      </div>
      <DeskPane
        key={`${rows.version} ${active.index}`}
        index={rows.total === 0 ? null : Math.min(active.index, rows.total - 1)}
        known={active.row}
        getRow={async (index) => (await rows.getSlice(index, index + 1))[0] ?? null}
        version={rows.version}
        may={may && open}
        onDecided={decided}
      />
      {dialog === 'agree' && statement ? (
        <AgreeDialog statement={statement} onClose={() => setDialog(null)} onDone={decided} />
      ) : null}
      {dialog === 'pay' && statement ? (
        <PaymentDialog statement={statement} onClose={() => setDialog(null)} />
      ) : null}
      <span className="visually-hidden">{f.today}</span>
    </Screen>
  );
}

/** Their side, ours, the man, the verdict: widths as the bands above them. */
function useDeskColumns(): readonly Column<DeskRow>[] {
  const t = useWords('money');
  const title = useTitle();
  return useMemo(
    (): Column<DeskRow>[] => [
      {
        id: 'number',
        header: t('desk.number'),
        width: 150,
        cell: (row) => <span className="truncate">{row.number ?? '—'}</span>,
      },
      {
        id: 'item',
        header: t('desk.item'),
        width: 100,
        cell: (row) => (
          <span className="truncate" lang={row.item === '' ? undefined : 'zh'}>
            {row.item === '' ? '—' : row.item}
          </span>
        ),
      },
      { id: 'day', header: t('desk.day'), width: 90, cell: (row) => <DayText day={row.day} /> },
      {
        id: 'theirs',
        header: t('desk.amount'),
        width: 100,
        align: 'end',
        cell: (row) => <MoneyText fen={row.theirsFen} />,
      },
      {
        id: 'order',
        header: t('desk.number'),
        width: 240,
        cell: (row) =>
          row.orderNumber === null ? (
            <span className={row.candidates > 0 ? 'money-maybe' : 'faint'}>
              {row.candidates > 0 ? t('desk.possible', { n: row.candidates }) : '—'}
            </span>
          ) : (
            <span className="truncate">
              {row.orderNumber} <span className="muted">{title({ title: row.orderTitle ?? '' })}</span>
            </span>
          ),
      },
      {
        id: 'ours',
        header: t('desk.due'),
        width: 100,
        align: 'end',
        cell: (row) => <MoneyText fen={row.oursFen} />,
      },
      {
        id: 'pay',
        header: t('desk.payFen'),
        width: 100,
        align: 'end',
        cell: (row) => (
          <span className="muted">
            <MoneyText fen={row.payFen} />
          </span>
        ),
      },
      {
        id: 'verdict',
        header: t('desk.result'),
        width: 150,
        cell: (row) => (
          <Verdict
            kind={row.kind}
            diffFen={row.diffFen}
            decided={row.differenceState !== null && row.differenceState !== 'open'}
          />
        ),
      },
      {
        id: 'evidence',
        header: t('desk.evidence'),
        width: 200,
        grow: true,
        cell: (row) => (
          <span className="truncate muted">
            {[
              row.differenceState !== null && row.differenceState !== 'open'
                ? t(`differenceState.${row.differenceState}`)
                : null,
              row.evidence.map((one) => t(`evidence.${one}`)).join(' + ') || null,
              row.reason !== '' && !/^[a-z_]+$/.test(row.reason) ? row.reason : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        ),
      },
    ],
    [t, title],
  );
}
