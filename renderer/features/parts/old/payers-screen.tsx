import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  DayText,
  EmptyState,
  ErrorLine,
  LineTable,
  MoneyText,
  Skeleton,
  StatePill,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import { OldPages } from './old-pages.tsx';

/** 各厂家: what was taken off, and what became of every piece; the money on what is owed and what will be deducted. */
export function PayersScreen() {
  const t = useWords('oldparts');
  const f = useFormat();
  const name = useInLanguage();
  const navigate = useNavigate();
  const { data, faultText } = useQuery('parts.oldPayers', {}, { keep: true });
  const sum = (of: (row: NonNullable<typeof data>['payers'][number]) => number) =>
    (data?.payers ?? []).reduce((total, row) => total + of(row), 0);
  return (
    <PartsPage
      view="old"
      foot={
        data ? (
          <>
            <span>
              {t('payers.atRisk')} <MoneyText fen={sum((row) => row.atRiskFen)} symbol strong />
            </span>
            <span className={sum((row) => row.lateFen) > 0 ? 'parts-low' : undefined}>
              {t('payers.late')} <MoneyText fen={sum((row) => row.lateFen)} symbol strong />
            </span>
            <span>
              {t('payers.expected')} <MoneyText fen={sum((row) => row.expectedDeductionFen)} symbol strong />
            </span>
          </>
        ) : undefined
      }
    >
      <div className="parts-bar">
        <OldPages page="payers" />
        <span className="muted">{t('payers.law')}</span>
      </div>
      <ErrorLine text={faultText} />
      {data === undefined ? (
        <Skeleton lines={6} />
      ) : data.payers.length === 0 ? (
        <EmptyState title={t('payers.emptyTitle')} text={t('payers.emptyText')} />
      ) : (
        <div className="parts-none">
          <LineTable
            label={t('page.payers')}
            rows={data.payers}
            rowKey={(row) => row.payerId}
            columns={[
              {
                id: 'payer',
                header: t('payer'),
                cell: (row) => (
                  <Button
                    variant="quiet"
                    size="small"
                    onPress={() => void navigate(`/parts/old?payer=${encodeURIComponent(row.payerId)}`)}
                  >
                    {name(row.nameZh, row.nameEn)}
                  </Button>
                ),
              },
              ...(['used', 'returned', 'scrapped', 'held', 'lost'] as const).map((id) => ({
                id,
                header: t(`payers.${id}`),
                align: 'end' as const,
                cell: (row: NonNullable<typeof data>['payers'][number]) => f.milli(row[`${id}Milli`]),
              })),
              {
                id: 'differs',
                header: t('payers.differs'),
                cell: (row) =>
                  row.differsMilli === 0 ? (
                    <StatePill tone="green" shape="check" label={t('payers.adds')} />
                  ) : (
                    <StatePill tone="red" shape="cross" label={f.milli(row.differsMilli)} />
                  ),
              },
              { id: 'due', header: t('due'), cell: (row) => <DayText day={row.nextDueDay} /> },
              {
                id: 'risk',
                header: t('payers.atRisk'),
                align: 'end',
                cell: (row) => <MoneyText fen={row.atRiskFen} />,
              },
              {
                id: 'late',
                header: t('payers.late'),
                align: 'end',
                cell: (row) => (
                  <span className={row.lateFen > 0 ? 'parts-low' : undefined}>
                    <MoneyText fen={row.lateFen} />
                  </span>
                ),
              },
              {
                id: 'refused',
                header: t('payers.refused'),
                cell: (row) =>
                  row.refused === 0 ? (
                    ''
                  ) : (
                    <>
                      {row.refused}{' '}
                      {row.appealDueDay === null ? null : (
                        <span className="faint">
                          {t('payers.appealBy')} <DayText day={row.appealDueDay} />
                        </span>
                      )}
                    </>
                  ),
              },
              {
                id: 'expected',
                header: t('payers.expected'),
                align: 'end',
                cell: (row) => <MoneyText fen={row.expectedDeductionFen} />,
              },
              {
                id: 'deducted',
                header: t('payers.deducted'),
                align: 'end',
                cell: (row) => <MoneyText fen={row.deductedFen} />,
              },
            ]}
          />
        </div>
      )}
    </PartsPage>
  );
}
