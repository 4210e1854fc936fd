import { Download } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { saveBlob } from '../../lib/blobs.ts';
import { faultText as faultSentence } from '../../lib/faults.ts';
import { daysBetween } from '../../lib/format.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import {
  Button,
  Checkbox,
  Dialog,
  DocumentPage,
  EmptyState,
  ErrorLine,
  ListDocument,
  MoneyText,
  Section,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { MoneyPage } from './shell.tsx';
import { useJobResult } from './use-job.ts';

type Period = OutputOf<'money.periods'>['periods'][number];

/** 账期: months with what was earned, the list that closing goes by, the sheet. */
export function PeriodsScreen() {
  const t = useWords('money');
  const f = useFormat();
  const [openId, setOpenId] = useState<string | null>(f.today.slice(0, 7));
  const { data, loading, faultText } = useQuery('money.periods', {});
  const open = data?.periods.find((one) => one.id === openId) ?? null;
  return (
    <MoneyPage room="periods">
      <ErrorLine text={faultText} />
      <ListDocument
        name="money-periods"
        initial={640}
        onClose={() => setOpenId(null)}
        document={open === null ? null : <PeriodPage key={open.id} period={open} />}
        placeholder={<EmptyState title={t('periods.choose')} />}
        list={
          <div className="money-scroll" tabIndex={0}>
            {loading ? <Skeleton lines={8} /> : null}
            <table className="money-table" aria-label={t('room.periods')}>
              <thead>
                <tr>
                  <th scope="col">{t('period')}</th>
                  <th scope="col">{t('statements.state')}</th>
                  <th scope="col" className="num">
                    {t('periods.entries')}
                  </th>
                  <th scope="col" className="num">
                    {t('periods.income')}
                  </th>
                  <th scope="col" className="num">
                    {t('periods.cost')}
                  </th>
                  <th scope="col" className="num">
                    {t('periods.profit')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data?.periods.map((row) => (
                  <tr key={row.id} aria-selected={row.id === openId}>
                    <td className="strong">
                      <button type="button" className="money-link" onClick={() => setOpenId(row.id)}>
                        {row.id}
                      </button>
                    </td>
                    <td>
                      <PeriodState state={row.state} />
                    </td>
                    <td className="num">{row.entries === 0 ? '' : row.entries}</td>
                    <td className="num">{row.entries === 0 ? '' : <MoneyText fen={row.incomeFen} />}</td>
                    <td className="num">{row.entries === 0 ? '' : <MoneyText fen={row.costFen} />}</td>
                    <td className="num strong">
                      {row.entries === 0 ? '' : <MoneyText fen={row.incomeFen - row.costFen} />}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        }
      />
    </MoneyPage>
  );
}

/** A balance by its side: what is owed to others is no negative sum. */
function Balance({ fen }: { fen: number }) {
  const t = useWords('money');
  if (fen === 0) return <MoneyText fen={0} />;
  return (
    <>
      <span className="faint">{t(fen > 0 ? 'periods.onDebit' : 'periods.onCredit')}</span>
      {'\u00a0'}
      <MoneyText fen={Math.abs(fen)} />
    </>
  );
}

function PeriodState({ state }: { state: string }) {
  const t = useWords('money');
  const tone = state === 'open' ? 'blue' : state === 'closed' ? 'grey' : 'amber';
  return (
    <StatePill
      label={t(`periods.state.${state}`)}
      tone={tone}
      shape={state === 'open' ? 'ring' : state === 'closed' ? 'check' : 'pause'}
    />
  );
}

function PeriodPage({ period }: { period: Period }) {
  const t = useWords('money');
  const f = useFormat();
  const names = useNames();
  const personName = usePersonName();
  const may = useCan('periods.close') !== null;
  const check = useQuery('money.closeCheck', { period: period.id });
  const trial = useQuery('money.trialBalance', { period: period.id });
  const soft = useCommand('money.softClosePeriod');
  const back = useCommand('money.openPeriod');
  const [closing, setClosing] = useState(false);
  const target = { id: period.id, version: period.version };
  const items = check.data?.items ?? [];
  return (
    <DocumentPage
      title={period.id}
      marks={<PeriodState state={period.state} />}
      subtitle={
        period.closedByName === null
          ? `${period.fromDay} – ${period.toDay}`
          : `${period.fromDay} – ${period.toDay} · ${t('periods.closedBy', { name: personName(period.closedByName) })}`
      }
      actions={
        <>
          <ExportButton period={period.id} />
          {may && period.state === 'open' ? (
            <Button hotkey="Y" onPress={() => void soft.run(target)}>
              {t('periods.soft')}
            </Button>
          ) : null}
          {may && period.state === 'soft_closed' ? (
            <Button hotkey="Y" onPress={() => void back.run(target)}>
              {t('periods.reopen')}
            </Button>
          ) : null}
          {may && period.state !== 'closed' ? (
            <Button
              hotkey="J"
              variant={items.length > 0 && items.every((item) => item.count === 0) ? 'primary' : 'plain'}
              onPress={() => setClosing(true)}
            >
              {t('periods.close')}
            </Button>
          ) : null}
        </>
      }
    >
      <ErrorLine text={check.faultText ?? soft.faultText ?? back.faultText} />
      {period.state === 'closed' ? null : (
        <Section title={t('periods.check')}>
          <ul className="money-check">
            {items.map((item) => (
              <li key={item.code} data-state={item.count === 0 ? 'clean' : item.blocks ? 'blocks' : 'open'}>
                <span className="grow">{t(`periods.item.${item.code}`)}</span>
                {item.count === 0 ? (
                  <>
                    <span />
                    <StatePill label={t('periods.clean')} tone="green" shape="check" />
                  </>
                ) : (
                  <>
                    {item.amountFen === 0 ? (
                      <span />
                    ) : (
                      <span className="muted">
                        <MoneyText fen={item.amountFen} symbol sign={item.code === 'differences_open'} />
                      </span>
                    )}
                    <StatePill
                      label={
                        item.code === 'running'
                          ? t('periods.left', { n: daysBetween(f.today, period.toDay) + 1 })
                          : t('periods.count', { n: item.count })
                      }
                      tone={item.blocks ? 'red' : 'amber'}
                      shape={item.blocks ? 'warn' : 'ring'}
                    />
                  </>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={t('periods.trial')}
        mark={
          trial.data && trial.data.debitFen === trial.data.creditFen ? (
            <StatePill label={t('periods.balanced')} tone="green" shape="check" />
          ) : null
        }
      >
        <table className="doc-table" aria-label={t('periods.trial')}>
          <thead>
            <tr>
              <th scope="col">{t('periods.account')}</th>
              <th scope="col" className="num">
                {t('periods.openBalance')}
              </th>
              <th scope="col" className="num">
                {t('periods.debit')}
              </th>
              <th scope="col" className="num">
                {t('periods.credit')}
              </th>
              <th scope="col" className="num">
                {t('periods.balance')}
              </th>
            </tr>
          </thead>
          <tbody>
            {trial.data?.rows.map((row) => (
              <tr key={row.account}>
                <td>{names(row)}</td>
                <td className="num muted">{row.openFen === 0 ? '' : <Balance fen={row.openFen} />}</td>
                <td className="num">{row.debitFen === 0 ? '' : <MoneyText fen={row.debitFen} />}</td>
                <td className="num">{row.creditFen === 0 ? '' : <MoneyText fen={row.creditFen} />}</td>
                <td className="num">
                  <Balance fen={row.balanceFen} />
                </td>
              </tr>
            ))}
            <tr className="total">
              <td />
              <td />
              <td className="num">
                <MoneyText fen={trial.data?.debitFen ?? 0} />
              </td>
              <td className="num">
                <MoneyText fen={trial.data?.creditFen ?? 0} />
              </td>
              <td />
            </tr>
          </tbody>
        </table>
      </Section>
      {closing ? <CloseDialog period={period} items={items} onClose={() => setClosing(false)} /> : null}
    </DocumentPage>
  );
}

function CloseDialog({
  period,
  items,
  onClose,
}: {
  period: Period;
  items: OutputOf<'money.closeCheck'>['items'];
  onClose: () => void;
}) {
  const t = useWords('money');
  const [known, setKnown] = useState<readonly string[]>([]);
  const close = useCommand('money.closePeriod');
  const open = items.filter((item) => item.count > 0);
  const ready = open.every((item) => !item.blocks && known.includes(item.code));
  const go = async () => {
    if ((await close.run({ id: period.id, version: period.version, acknowledged: [...known] })) !== null)
      onClose();
  };
  return (
    <Dialog
      title={t('periods.closeTitle', { period: period.id })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="danger"
          hotkey="Mod+Enter"
          disabled={!ready}
          pending={close.pending}
          onPress={() => void go()}
        >
          {t('periods.closeDo')}
        </Button>
      }
    >
      <div className="money-form">
        <p>{t('periods.closeText')}</p>
        {open.map((item) =>
          item.blocks ? (
            <p key={item.code} className="money-bad">
              {t(`periods.item.${item.code}`)} · {t('periods.count', { n: item.count })} ·{' '}
              {t('periods.blocks')}
            </p>
          ) : (
            <Checkbox
              key={item.code}
              label={`${t(`periods.item.${item.code}`)} · ${t('periods.acknowledge')}`}
              checked={known.includes(item.code)}
              onChange={(yes) =>
                setKnown(yes ? [...known, item.code] : known.filter((one) => one !== item.code))
              }
            />
          ),
        )}
        <ErrorLine text={close.faultText} />
      </div>
    </Dialog>
  );
}

/** The sheet is made in a process of its own; its progress is in the button, the file saved when it is ready. */
function ExportButton({ period }: { period: string }) {
  const t = useWords('money');
  const f = useFormat();
  const may = useCan('sheets.export') !== null;
  const start = useCommand('money.exportPeriod');
  const cancel = useCommand('jobs.cancel');
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const job = useJobResult<{ name: string }>(jobId);
  if (!may) return null;
  const save = async () => {
    if (jobId === null) return;
    try {
      const { ticket, name } = await api.call('money.sheetTicket', { jobId });
      await saveBlob(ticket, name);
    } catch (error) {
      setFault(faultSentence(error));
    }
  };
  const go = async () => {
    setFault(null);
    const answer = await start.run({ period, language: f.language === 'en' ? 'en' : 'zh' });
    if (answer) setJobId(answer.jobId);
  };
  return (
    <>
      {job.result ? (
        <Button variant="primary" hotkey="E" icon={<Download size={14} />} onPress={() => void save()}>
          {t('periods.save')}
        </Button>
      ) : job.running ? (
        <Button onPress={() => void cancel.run({ id: jobId ?? '' }).then(() => setJobId(null))}>
          {t('periods.exporting', { percent: job.percent ?? 0 })} · {t('periods.cancel')}
        </Button>
      ) : (
        <Button hotkey="E" pending={start.pending} onPress={() => void go()}>
          {t('periods.export')}
        </Button>
      )}
      <ErrorLine text={fault ?? start.faultText ?? job.faultText} />
    </>
  );
}
