import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useFormat } from '../../../lib/use-format.ts';
import { useInLanguage } from '../../../lib/use-names.ts';
import { useUnits } from '../../../lib/use-units.ts';
import {
  Banner,
  Button,
  DocumentPage,
  LineTable,
  MoneyText,
  NumberField,
  QuantityText,
  Section,
} from '../../../ui/index.ts';
import type { Proposal } from './supply-view.ts';

/** Why so much of one part: every reason with what it adds or takes, and the sum they make. */
export function ProposalDocument(props: {
  row: Proposal;
  amount: number | null;
  onAmount: ((milli: number | null) => void) | null;
  onTake: () => void;
}) {
  const { row, amount, onAmount, onTake } = props;
  const t = useWords('replenish');
  const parts = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const navigate = useNavigate();
  const season = row.seasonMilli === null ? null : (row.seasonMilli / 1000).toFixed(2);
  const said = (code: Proposal['reasons'][number]['code']): string =>
    code === 'use'
      ? t(season === null ? 'because.use' : 'because.useSeason', {
          days: row.leadDays,
          season: season ?? '',
        })
      : t(`because.${code}`);
  return (
    <DocumentPage
      title={`${row.code} ${name(row.nameZh, row.nameEn)}`}
      subtitle={[
        row.ownerKind === 'payer' ? name(row.payerNameZh, row.payerNameEn) : t('own'),
        t(`leadFrom.${row.leadFrom}`, { days: row.leadDays }),
      ]
        .filter((text) => text !== '')
        .join(' · ')}
      actions={
        <Button hotkey="O" onPress={() => void navigate(`/parts/stock/${encodeURIComponent(row.partId)}`)}>
          {parts('tab.stock')}
        </Button>
      }
    >
      {row.untilDay === null ? null : (
        <Banner
          tone="amber"
          text={t('skippedUntil', {
            day: row.untilDay,
            reason: row.skipReason === '' ? t('noReason') : row.skipReason,
          })}
        />
      )}
      <Section title={t('why')}>
        <LineTable
          label={t('why')}
          headless
          rows={[
            ...row.reasons.map((one) => ({ id: one.code as string, text: said(one.code), milli: one.milli })),
            { id: 'sum', text: t('sum'), milli: row.quantityMilli },
          ]}
          rowKey={(line) => line.id}
          columns={[
            {
              id: 'text',
              header: t('why'),
              cell: (line) => (line.id === 'sum' ? <strong>{line.text}</strong> : line.text),
            },
            {
              id: 'milli',
              header: t('propose'),
              align: 'end',
              cell: (line) =>
                line.id === 'sum' ? (
                  <strong>
                    <QuantityText milli={line.milli} unit={row.unit} />
                  </strong>
                ) : (
                  `${line.milli > 0 ? '+' : '−'}${f.milli(Math.abs(line.milli))}`
                ),
            },
          ]}
        />
        {row.packUnit === null ? null : (
          <p className="muted">
            {t('packs', { packs: row.packs, unit: unitText(row.packUnit) })} ={' '}
            <QuantityText milli={row.quantityMilli} unit={row.unit} />
          </p>
        )}
        <p className="muted">
          {t('used')} <QuantityText milli={row.usedMilli} unit={row.unit} /> · {parts('stock.cost')}{' '}
          <MoneyText fen={row.unitFen} />
        </p>
      </Section>
      {onAmount === null ? null : (
        <Section>
          <div className="supply-amount">
            <NumberField
              kind="quantity"
              label={t('quantity')}
              unit={unitText(row.unit)}
              value={amount}
              onChange={onAmount}
              onEnter={onTake}
            />
          </div>
        </Section>
      )}
    </DocumentPage>
  );
}
