import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { DateText, ErrorLine, LineTable, MoneyText, Section } from '../../ui/index.ts';
import { PrintButton } from '../paper/print-button.tsx';

/** What a person was fined, lent and holds as deposit: each with its paper, the balance of the deposit with its own. */
export function PersonPapers({ holderId }: { holderId: string }) {
  const t = useWords('paper');
  const { data, faultText } = useQuery('paper.moneyOf', { holderId });
  if (!data) return <ErrorLine text={faultText} />;
  const { papers, depositFen } = data;
  return (
    <Section
      title={t('moneyOf.title')}
      actions={
        depositFen === null ? undefined : (
          <>
            <span className="muted">
              {t('moneyOf.deposit')} <MoneyText fen={depositFen} symbol />
            </span>
            <PrintButton kind="deposit_balance" ids={[holderId]} size="small" hotkey="D" single />
          </>
        )
      }
    >
      {papers.length === 0 ? (
        <p className="muted">{t('moneyOf.none')}</p>
      ) : (
        <LineTable
          label={t('moneyOf.title')}
          rows={papers}
          rowKey={(row) => `${row.kind} ${row.id}`}
          columns={[
            { id: 'kind', header: t('document'), cell: (row) => t(`kind.${row.kind}`) },
            { id: 'number', header: t('number'), cell: (row) => row.number },
            { id: 'day', header: t('moneyOf.day'), cell: (row) => <DateText atMs={row.at} /> },
            {
              id: 'amount',
              header: t('moneyOf.amount'),
              align: 'end',
              cell: (row) => <MoneyText fen={row.amountFen} />,
            },
            { id: 'note', header: t('moneyOf.note'), cell: (row) => row.note },
            {
              id: 'print',
              header: '',
              align: 'end',
              cell: (row) => (
                <PrintButton kind={row.kind} ids={[row.id]} size="small" label={t('printNow')} />
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
