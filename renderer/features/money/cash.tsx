import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  Button,
  DayText,
  Dialog,
  EmptyState,
  ErrorLine,
  MoneyText,
  NumberField,
  Skeleton,
} from '../../ui/index.ts';
import { PrintButton } from '../paper/print-button.tsx';
import { MoneyPage } from './shell.tsx';

type Open = OutputOf<'money.handIns'>['open'][number];

/** 交款: who holds what, and what came in. */
export function CashScreen() {
  const t = useWords('money');
  const paper = useWords('paper');
  const { data, loading, faultText } = useQuery('money.handIns', {});
  const may = useCan('cash.receive') !== null;
  const personName = usePersonName();
  const [person, setPerson] = useState<Open | null>(null);
  return (
    <MoneyPage room="cash">
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={8} /> : null}
      <div className="money-scroll" tabIndex={0}>
        <h2 className="money-h2">{t('cash.open')}</h2>
        {data && data.open.length === 0 ? (
          <EmptyState title={t('cash.empty')} text={t('cash.emptyText')} />
        ) : null}
        {data && data.open.length > 0 ? (
          <table className="money-table" aria-label={t('cash.open')}>
            <thead>
              <tr>
                <th scope="col">{t('cash.person')}</th>
                <th scope="col" className="num">
                  {t('cash.payments')}
                </th>
                <th scope="col" className="num">
                  {t('cash.cash')}
                </th>
                <th scope="col" className="num">
                  {t('cash.qr')}
                </th>
                <th scope="col" className="num">
                  {t('cash.earlier')}
                </th>
                <th scope="col" className="num">
                  {t('cash.owed')}
                </th>
                <th scope="col">{t('cash.oldest')}</th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {data.open.map((row, index) => (
                <tr key={row.staffId}>
                  <td className="strong">{personName(row.name)}</td>
                  <td className="num">{row.payments}</td>
                  <td className="num">
                    <MoneyText fen={row.cashFen} />
                  </td>
                  <td className="num">
                    <MoneyText fen={row.qrFen} />
                  </td>
                  <td className="num">{row.earlierFen === 0 ? '' : <MoneyText fen={row.earlierFen} />}</td>
                  <td className="num strong">
                    <MoneyText fen={row.owedFen} />
                  </td>
                  <td>
                    <DayText day={row.oldestDay} />
                  </td>
                  <td className="num">
                    {may && (row.owedFen > 0 || row.cashFen > 0) ? (
                      <Button
                        size="small"
                        onPress={() => setPerson(row)}
                        {...(index < 9 ? { hotkey: String(index + 1) } : {})}
                      >
                        {t('cash.handIn')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {data && data.done.length > 0 ? (
          <>
            <h2 className="money-h2">{t('cash.done')}</h2>
            <table className="money-table" aria-label={t('cash.done')}>
              <thead>
                <tr>
                  <th scope="col">{t('cash.number')}</th>
                  <th scope="col">{t('cash.person')}</th>
                  <th scope="col">{t('cash.day')}</th>
                  <th scope="col" className="num">
                    {t('cash.owed')}
                  </th>
                  <th scope="col" className="num">
                    {t('cash.cash')}
                  </th>
                  <th scope="col" className="num">
                    {t('cash.qr')}
                  </th>
                  <th scope="col" className="num">
                    {t('cash.difference')}
                  </th>
                  <th scope="col" />
                </tr>
              </thead>
              <tbody>
                {data.done.map((row, index) => (
                  <tr key={row.id}>
                    <td>{row.number}</td>
                    <td>{personName(row.name)}</td>
                    <td>
                      <DayText day={row.day} />
                    </td>
                    <td className="num">
                      <MoneyText fen={row.dueFen} />
                    </td>
                    <td className="num">
                      <MoneyText fen={row.cashFen} />
                    </td>
                    <td className="num">
                      <MoneyText fen={row.qrFen} />
                    </td>
                    <td className={row.differenceFen < 0 ? 'num money-bad' : 'num'}>
                      {row.differenceFen === 0 ? '' : <MoneyText fen={row.differenceFen} sign />}
                    </td>
                    <td className="num">
                      <PrintButton
                        kind="hand_in"
                        ids={[row.id]}
                        size="small"
                        label={paper('printNow')}
                        single
                        // The last one handed in is the one whose paper is signed now
                        {...(index === 0 ? { hotkey: 'P' } : {})}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        ) : null}
      </div>
      {person ? <HandInDialog person={person} onClose={() => setPerson(null)} /> : null}
    </MoneyPage>
  );
}

function HandInDialog({ person, onClose }: { person: Open; onClose: () => void }) {
  const t = useWords('money');
  const f = useFormat();
  const name = usePersonName()(person.name);
  const [cash, setCash] = useState<number | null>(null);
  const command = useCommand('money.handIn');
  const off = (cash ?? 0) - person.owedFen;
  const go = async () => {
    if (cash === null) return;
    if ((await command.run({ staffId: person.staffId, day: f.today, cashFen: cash })) !== null) onClose();
  };
  const sentence =
    off === 0 ? t('cash.equal') : t(off < 0 ? 'cash.short' : 'cash.over', { yuan: f.money(Math.abs(off)) });
  return (
    <Dialog
      title={t('cash.title', { name })}
      open
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          hotkey="Mod+Enter"
          disabled={cash === null}
          pending={command.pending}
          onPress={() => void go()}
        >
          {t('cash.do')}
        </Button>
      }
    >
      <div className="money-form">
        {person.earlierFen === 0 ? null : (
          <>
            <div className="row muted">
              <span className="grow">{t('cash.cash')}</span>
              <MoneyText fen={person.cashFen} symbol />
            </div>
            <div className="row muted">
              <span className="grow">{t('cash.earlier')}</span>
              <MoneyText fen={person.earlierFen} symbol />
            </div>
          </>
        )}
        <div className="row">
          <span className="grow">{t('cash.due')}</span>
          <b>
            <MoneyText fen={person.owedFen} symbol />
          </b>
        </div>
        <NumberField
          kind="money"
          label={t('cash.counted')}
          value={cash}
          onChange={setCash}
          autoFocus
          onEnter={() => void go()}
        />
        <p className={cash !== null && off !== 0 ? 'money-bad' : 'muted'}>{cash === null ? ' ' : sentence}</p>
        <table className="doc-table" aria-label={t('cash.orders')}>
          <tbody>
            {person.orders.slice(0, 12).map((row, index) => (
              <tr key={`${row.orderId} ${index}`}>
                <td>{row.number}</td>
                <td>{t(row.method === 'qr' ? 'cash.qr' : 'cash.cash')}</td>
                <td className="num">
                  <MoneyText fen={row.amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <ErrorLine text={command.faultText} />
      </div>
    </Dialog>
  );
}
