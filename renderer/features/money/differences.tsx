import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Deadline, EmptyState, ErrorLine, MoneyText, Segments, Skeleton, Totals } from '../../ui/index.ts';
import { MoneyPage, useNames, Verdict } from './shell.tsx';

/** 差异: what is between us and the payers, by appeal deadline. */
export function DifferencesScreen() {
  const t = useWords('money');
  const names = useNames();
  const navigate = useNavigate();
  const [show, setShow] = useState<'open' | 'all'>('open');
  const states =
    show === 'open' ? ['open', 'appealed'] : ['open', 'appealed', 'accepted', 'carried', 'won', 'lost'];
  const { data, loading, faultText } = useQuery('money.differences', { states, limit: 300 }, { keep: true });
  return (
    <MoneyPage
      room="differences"
      actions={
        <Segments
          label={t('differences.show')}
          value={show}
          onChange={(id) => setShow(id as 'open' | 'all')}
          tabs={[
            { id: 'open', label: t('differences.showOpen') },
            { id: 'all', label: t('differences.showAll') },
          ]}
        />
      }
    >
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={8} /> : null}
      {data ? (
        <Totals
          items={[
            { label: t('differences.total'), value: <MoneyText fen={data.sumFen} symbol sign /> },
            { label: t('differences.count'), value: data.total },
            {
              label: t('differences.soon'),
              value: <span className={data.dueSoon > 0 ? 'money-bad' : undefined}>{data.dueSoon}</span>,
            },
          ]}
        />
      ) : null}
      {data && data.total === 0 ? (
        <EmptyState title={t('differences.empty')} text={t('differences.emptyText')} />
      ) : null}
      {data && data.total > 0 ? (
        <div className="money-scroll">
          <table className="money-table" aria-label={t('room.differences')}>
            <thead>
              <tr>
                <th scope="col">{t('differences.kind')}</th>
                <th scope="col">{t('payer')}</th>
                <th scope="col">{t('period')}</th>
                <th scope="col">{t('differences.order')}</th>
                <th scope="col" className="num">
                  {t('differences.ours')}
                </th>
                <th scope="col" className="num">
                  {t('differences.theirs')}
                </th>
                <th scope="col" className="num">
                  {t('differences.diff')}
                </th>
                <th scope="col">{t('differences.due')}</th>
                <th scope="col">{t('differences.staff')}</th>
                <th scope="col">{t('differences.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {data.differences.map((row) => (
                <tr key={row.id}>
                  <td>
                    <span className="row">
                      <Verdict kind={row.kind} decided={row.state !== 'open'} />
                      {row.state === 'open' ? null : (
                        <span className="muted">{t(`differenceState.${row.state}`)}</span>
                      )}
                    </span>
                  </td>
                  <td>{names({ nameZh: row.payerNameZh, nameEn: row.payerNameEn })}</td>
                  <td>{row.period}</td>
                  <td className="truncate">
                    {row.statementId === null && row.orderId === null ? (
                      '—'
                    ) : (
                      <button
                        type="button"
                        className="money-link"
                        onClick={() =>
                          void navigate(
                            row.statementId === null
                              ? `/orders/${row.orderId}`
                              : `/money/statements/${row.statementId}`,
                          )
                        }
                      >
                        {row.orderNumber ?? '—'} <span className="muted">{row.title}</span>
                      </button>
                    )}
                  </td>
                  <td className="num">
                    <MoneyText fen={row.oursFen} />
                  </td>
                  <td className="num">
                    <MoneyText fen={row.theirsFen} />
                  </td>
                  <td className="num strong">
                    <MoneyText fen={row.theirsFen - row.oursFen} sign />
                  </td>
                  <td>
                    {row.appealDueAt === null ? (
                      <span className="faint">{t('differences.noDue')}</span>
                    ) : (
                      <Deadline dueMs={row.appealDueAt} done={row.state !== 'open'} />
                    )}
                  </td>
                  <td>{row.staffName ?? '—'}</td>
                  <td className="truncate muted">{/^[a-z_]*$/.test(row.reason) ? '' : row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </MoneyPage>
  );
}
