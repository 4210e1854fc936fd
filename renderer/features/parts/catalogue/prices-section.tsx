import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { usePersonName } from '../../../lib/use-person-name.ts';
import {
  Button,
  DateField,
  DayText,
  ErrorLine,
  LineTable,
  MoneyText,
  NumberField,
  QuantityText,
  Section,
  StatePill,
  TextField,
} from '../../../ui/index.ts';
import type { PartEditor } from './form-shape.ts';

/** The first row stands for all days before the first change. */
const begin = '2000-01-01';

/** Prices by day, a planned one among them, and what the last orders were charged. */
export function PricesSection({ of, mayEdit }: { of: PartEditor; mayEdit: boolean }) {
  const t = useWords('stockroom');
  const f = useFormat();
  const personName = usePersonName();
  const { part, prices, uses } = of;
  const own = part.ownerKind === 'own';
  const set = useCommand('parts.setPrice');
  const drop = useCommand('parts.dropPrice');
  const [fromDay, setFromDay] = useState<string | null>(f.today);
  const [cost, setCost] = useState<number | null>(part.costFen);
  const [price, setPrice] = useState<number | null>(part.customerPriceFen);
  const [note, setNote] = useState('');
  const ready = fromDay !== null && cost !== null && price !== null;
  const inForce = prices.find((row) => row.fromDay <= f.today)?.fromDay;
  const go = async () => {
    if (!ready) return;
    const done = await set.run({
      partId: part.id,
      fromDay,
      costFen: cost,
      customerPriceFen: price,
      note: note.trim(),
    });
    if (done !== null) setNote('');
  };
  return (
    <Section title={t('price.title')}>
      <ErrorLine text={set.faultText ?? drop.faultText} />
      <LineTable
        label={t('price.title')}
        rows={
          prices.length === 0
            ? [
                {
                  fromDay: begin,
                  costFen: part.costFen,
                  customerPriceFen: part.customerPriceFen,
                  note: '',
                  staffName: null,
                },
              ]
            : prices
        }
        rowKey={(row) => row.fromDay}
        columns={[
          {
            id: 'from',
            header: t('price.from'),
            cell: (row) => (row.fromDay === begin ? t('price.begin') : <DayText day={row.fromDay} />),
          },
          {
            id: 'cost',
            header: t('part.cost'),
            align: 'end',
            cell: (row) => <MoneyText fen={row.costFen} />,
          },
          {
            id: 'price',
            header: t('part.price'),
            align: 'end',
            cell: (row) => <MoneyText fen={row.customerPriceFen} />,
          },
          {
            id: 'note',
            header: t('price.note'),
            cell: (row) => [row.note, personName(row.staffName)].filter(Boolean).join(' · '),
          },
          {
            id: 'state',
            header: '',
            align: 'end',
            cell: (row) =>
              row.fromDay > f.today ? (
                <Button
                  size="small"
                  variant="quiet"
                  disabled={!mayEdit}
                  onPress={() => void drop.run({ partId: part.id, fromDay: row.fromDay })}
                >
                  {t('price.drop')}
                </Button>
              ) : row.fromDay === inForce || prices.length === 0 ? (
                <StatePill tone="green" label={t('price.now')} />
              ) : null,
          },
        ]}
      />
      {mayEdit ? (
        <div className="catalogue-price">
          <DateField label={t('price.from')} value={fromDay} onChange={setFromDay} />
          <NumberField kind="money" label={t('part.cost')} value={cost} onChange={setCost} disabled={own} />
          <NumberField kind="money" label={t('part.price')} value={price} onChange={setPrice} />
          <TextField label={t('price.note')} value={note} onChange={setNote} onEnter={() => void go()} />
          <Button disabled={!ready} pending={set.pending} onPress={() => void go()}>
            {t('price.set')}
          </Button>
        </div>
      ) : null}
      {own ? <p className="muted">{t('price.own')}</p> : null}
      {uses.length === 0 ? null : (
        <LineTable
          label={t('price.uses')}
          rows={uses.map((row, at) => ({ ...row, at }))}
          rowKey={(row) => String(row.at)}
          columns={[
            { id: 'order', header: t('price.order'), cell: (row) => row.orderNumber },
            { id: 'day', header: t('price.day'), cell: (row) => <DayText day={row.day} /> },
            { id: 'payer', header: t('price.paidBy'), cell: (row) => t(`price.payer.${row.payer}`) },
            {
              id: 'quantity',
              header: t('price.quantity'),
              align: 'end',
              cell: (row) => <QuantityText milli={row.quantityMilli} unit={part.unit} />,
            },
            {
              id: 'unit',
              header: t('price.charged'),
              align: 'end',
              cell: (row) => (
                <>
                  <MoneyText fen={row.unitFen} />
                  {row.reversed ? <span className="faint"> {t('price.back')}</span> : null}
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
