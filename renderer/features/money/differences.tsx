import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Deadline, EmptyState, MoneyText, Segments, Totals } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { PrintButton } from '../paper/print-button.tsx';
import { Verdict } from './shell.tsx';
import { TablePage } from './table-page.tsx';

/** 差异: what is between us and the payers, by appeal deadline. */
export function DifferencesScreen() {
  const titleOf = useTitle();
  const t = useWords('money');
  const word = useInLanguage();
  const personName = usePersonName();
  const navigate = useNavigate();
  const [show, setShow] = useState<'open' | 'all'>('open');
  const states =
    show === 'open' ? ['open', 'appealed'] : ['open', 'appealed', 'accepted', 'carried', 'won', 'lost'];
  const { data, loading, faultText } = useQuery('money.differences', { states, limit: 300 }, { keep: true });
  return (
    <TablePage
      room="differences"
      label={t('room.differences')}
      actions={
        <>
          <PrintButton
            kind="difference_sheet"
            ids={data && data.total > 0 && show === 'open' ? ['open'] : []}
            hotkey="P"
          />
          <Segments
            label={t('differences.show')}
            value={show}
            onChange={(id) => setShow(id as 'open' | 'all')}
            tabs={[
              { id: 'open', label: t('differences.showOpen') },
              { id: 'all', label: t('differences.showAll') },
            ]}
          />
        </>
      }
      above={
        data ? (
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
        ) : null
      }
      loading={loading}
      faultText={faultText}
      rows={data?.differences ?? null}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('differences.empty')} text={t('differences.emptyText')} />}
      columns={[
        {
          id: 'kind',
          header: t('differences.kind'),
          cell: (row) => (
            <span className="row">
              <Verdict kind={row.kind} decided={row.state !== 'open'} />
              {row.state === 'open' ? null : (
                <span className="muted">{t(`differenceState.${row.state}`)}</span>
              )}
            </span>
          ),
        },
        {
          id: 'payer',
          header: t('payer'),
          cell: (row) => word(row.payerNameZh, row.payerNameEn),
        },
        { id: 'period', header: t('period'), cell: (row) => row.period },
        {
          id: 'order',
          header: t('differences.order'),
          className: 'truncate',
          cell: (row) =>
            row.statementId === null && row.orderId === null ? (
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
                {row.orderNumber ?? '—'} <span className="muted">{titleOf({ title: row.title ?? '' })}</span>
              </button>
            ),
        },
        {
          id: 'ours',
          header: t('differences.ours'),
          num: true,
          cell: (row) => <MoneyText fen={row.oursFen} />,
        },
        {
          id: 'theirs',
          header: t('differences.theirs'),
          num: true,
          cell: (row) => <MoneyText fen={row.theirsFen} />,
        },
        {
          id: 'diff',
          header: t('differences.diff'),
          num: true,
          className: 'strong',
          cell: (row) => <MoneyText fen={row.theirsFen - row.oursFen} sign />,
        },
        {
          id: 'due',
          header: t('differences.due'),
          cell: (row) =>
            row.appealDueAt === null ? (
              <span className="faint">{t('differences.noDue')}</span>
            ) : (
              <Deadline dueMs={row.appealDueAt} done={row.state !== 'open'} />
            ),
        },
        { id: 'staff', header: t('differences.staff'), cell: (row) => personName(row.staffName) || '—' },
        {
          id: 'reason',
          header: t('differences.reason'),
          className: 'truncate muted',
          cell: (row) => (/^[a-z_]*$/.test(row.reason) ? '' : row.reason),
        },
      ]}
    />
  );
}
