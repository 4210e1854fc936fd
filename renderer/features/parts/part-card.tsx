import { useState } from 'react';
import { dayEndMs } from '../../../domain/time/business-day.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { outletZone, useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import { DateField, DateText, LineTable, Section, Select, Skeleton } from '../../ui/index.ts';

/** The stock card: every move with what stood there after it, of one place or all, now or on a day in the past. */
export function PartCard({ partId, unit }: { partId: string; unit: string }) {
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const [day, setDay] = useState<string | null>(null);
  const [place, setPlace] = useState('');
  const places = useQuery('parts.places', {});
  const card = useQuery(
    'parts.card',
    {
      partId,
      locationId: place === '' ? null : place,
      until: day === null ? null : dayEndMs(day, outletZone()) - 1,
      limit: 60,
    },
    { keep: true },
  );
  return (
    <Section title={t('doc.card')}>
      <div className="parts-card-bar">
        <Select
          label={t('doc.cardPlace')}
          value={place}
          onChange={setPlace}
          options={[
            { id: '', label: t('doc.cardAll') },
            ...(places.data?.places ?? [])
              .filter((one) => one.isReal)
              .map((one) => ({ id: one.id, label: name(one.nameZh, one.nameEn) })),
          ]}
        />
        <DateField label={t('doc.cardUntil')} value={day} onChange={setDay} />
        <output>
          {card.data
            ? t(day === null ? 'doc.cardNow' : 'doc.cardThen', {
                quantity: f.milli(card.data.onHandMilli),
                unit: unitText(unit),
              })
            : ''}
        </output>
      </div>
      {!card.data ? (
        <Skeleton lines={4} />
      ) : card.data.rows.length === 0 ? (
        <p className="muted">{t('doc.noMoves')}</p>
      ) : (
        <LineTable
          label={t('doc.card')}
          rows={card.data.rows}
          rowKey={(row) => String(row.seq)}
          columns={[
            { id: 'time', header: t('doc.time'), cell: (row) => <DateText atMs={row.at} /> },
            {
              id: 'move',
              header: t('doc.move'),
              cell: (row) => `${t(`move.${row.kind}`)}${row.reversal ? t('move.reversal') : ''}`,
            },
            {
              id: 'place',
              header: t('doc.place'),
              cell: (row) => name(row.locationNameZh, row.locationNameEn),
            },
            {
              id: 'other',
              header: t('doc.other'),
              cell: (row) => <span className="muted">{name(row.otherNameZh, row.otherNameEn)}</span>,
            },
            {
              id: 'paper',
              header: t('doc.paper'),
              cell: (row) => row.documentNumber ?? row.orderNumber ?? '',
            },
            {
              id: 'change',
              header: t('doc.change'),
              align: 'end',
              cell: (row) => `${row.quantityMilli > 0 ? '+' : ''}${f.milli(row.quantityMilli)}`,
            },
            { id: 'after', header: t('doc.after'), align: 'end', cell: (row) => f.milli(row.afterMilli) },
          ]}
        />
      )}
    </Section>
  );
}
