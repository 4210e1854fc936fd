import { FileUp } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Button, DateText, EmptyState, ErrorLine, MoneyText, Skeleton, StatePill } from '../../ui/index.ts';
import { MoneyPage, useNames } from './shell.tsx';

/** 对账: what payers sent, newest first; a row opens its matching desk. */
export function StatementsScreen() {
  const t = useWords('money');
  const navigate = useNavigate();
  const names = useNames();
  const mayImport = useCan('statements.import') !== null;
  const { data, loading, faultText } = useQuery('money.statements', { limit: 200 });
  const go = () => void navigate('/money/import');
  const button = mayImport ? (
    <Button variant="primary" icon={<FileUp size={14} />} hotkey="I" onPress={go}>
      {t('statements.import')}
    </Button>
  ) : null;
  return (
    <MoneyPage room="statements" actions={button}>
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={8} /> : null}
      {data && data.total === 0 ? (
        <EmptyState
          title={t('statements.empty')}
          text={t('statements.emptyText')}
          icon={<FileUp size={28} />}
        />
      ) : null}
      {data && data.total > 0 ? (
        <div className="money-scroll">
          <table className="money-table" aria-label={t('room.statements')}>
            <thead>
              <tr>
                <th scope="col">{t('payer')}</th>
                <th scope="col">{t('period')}</th>
                <th scope="col">{t('statements.number')}</th>
                <th scope="col">{t('statements.file')}</th>
                <th scope="col" className="num">
                  {t('statements.lines')}
                </th>
                <th scope="col" className="num">
                  {t('statements.total')}
                </th>
                <th scope="col" className="num">
                  {t('statements.paid')}
                </th>
                <th scope="col">{t('statements.state')}</th>
                <th scope="col">{t('statements.todo')}</th>
                <th scope="col">{t('statements.at')}</th>
              </tr>
            </thead>
            <tbody>
              {data.statements.map((row) => (
                <tr key={row.id}>
                  <td className="strong">
                    <button
                      type="button"
                      className="money-link"
                      onClick={() => void navigate(`/money/statements/${row.id}`)}
                    >
                      {names({ nameZh: row.payerNameZh, nameEn: row.payerNameEn })}
                    </button>
                  </td>
                  <td>{row.period}</td>
                  <td>{row.number}</td>
                  <td className="truncate muted">
                    {row.fileName === '' ? t('statements.pulled') : row.fileName}
                  </td>
                  <td className="num">{row.lines}</td>
                  <td className="num">
                    <MoneyText fen={row.totalFen} />
                  </td>
                  <td className="num">
                    <MoneyText fen={row.paidFen} />
                  </td>
                  <td>
                    <StatePill
                      label={t(`statementState.${row.state}`)}
                      tone={row.state === 'agreed' ? 'green' : 'blue'}
                      shape={row.state === 'agreed' ? 'check' : 'half'}
                    />
                  </td>
                  <td className={row.openLines + row.openDifferences > 0 ? 'strong' : 'faint'}>
                    {row.openLines + row.openDifferences > 0
                      ? t('statements.todoText', { lines: row.openLines, differences: row.openDifferences })
                      : t('statements.none')}
                  </td>
                  <td className="muted">
                    <DateText atMs={row.at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </MoneyPage>
  );
}
