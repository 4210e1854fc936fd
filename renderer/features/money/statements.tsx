import { FileUp } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, DateText, EmptyState, MoneyText } from '../../ui/index.ts';
import { StatementPill } from './shell.tsx';
import { TablePage } from './table-page.tsx';

/** 对账: what payers sent, newest first; a row opens its matching desk. */
export function StatementsScreen() {
  const t = useWords('money');
  const navigate = useNavigate();
  const word = useInLanguage();
  const mayImport = useCan('statements.import') !== null;
  const { data, loading, faultText } = useQuery('money.statements', { limit: 200 });
  const go = () => void navigate('/money/import');
  return (
    <TablePage
      room="statements"
      label={t('room.statements')}
      actions={
        mayImport ? (
          <Button variant="primary" icon={<FileUp size={14} />} hotkey="I" onPress={go}>
            {t('statements.import')}
          </Button>
        ) : null
      }
      loading={loading}
      faultText={faultText}
      rows={data?.statements ?? null}
      rowKey={(row) => row.id}
      empty={
        <EmptyState
          title={t('statements.empty')}
          text={t('statements.emptyText')}
          icon={<FileUp size={28} />}
        />
      }
      columns={[
        {
          id: 'payer',
          header: t('payer'),
          className: 'strong',
          cell: (row) => (
            <button
              type="button"
              className="money-link"
              onClick={() => void navigate(`/money/statements/${row.id}`)}
            >
              {word(row.payerNameZh, row.payerNameEn)}
            </button>
          ),
        },
        { id: 'period', header: t('period'), cell: (row) => row.period },
        { id: 'number', header: t('statements.number'), cell: (row) => row.number },
        {
          id: 'file',
          header: t('statements.file'),
          className: 'truncate muted',
          cell: (row) => (row.fileName === '' ? t('statements.pulled') : row.fileName),
        },
        { id: 'lines', header: t('statements.lines'), num: true, cell: (row) => row.lines },
        {
          id: 'total',
          header: t('statements.total'),
          num: true,
          cell: (row) => <MoneyText fen={row.totalFen} />,
        },
        {
          id: 'paid',
          header: t('statements.paid'),
          num: true,
          cell: (row) => <MoneyText fen={row.paidFen} />,
        },
        {
          id: 'state',
          header: t('statements.state'),
          cell: (row) => <StatementPill row={{ state: row.state, settling: row.settling }} />,
        },
        {
          id: 'todo',
          header: t('statements.todo'),
          className: (row) => (row.openLines + row.openDifferences > 0 ? 'strong' : 'faint'),
          cell: (row) =>
            row.openLines + row.openDifferences > 0
              ? [
                  ...(row.openLines > 0 ? [t('statements.toChoose', { n: row.openLines })] : []),
                  ...(row.openDifferences > 0 ? [t('statements.toDecide', { n: row.openDifferences })] : []),
                ].join(' · ')
              : t('statements.none'),
        },
        {
          id: 'at',
          header: t('statements.at'),
          className: 'muted',
          cell: (row) => <DateText atMs={row.at} />,
        },
      ]}
    />
  );
}
