import { useState } from 'react';
import { dayEndMs, dayStartMs } from '../../../domain/time/business-day.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { outletZone, useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import {
  Button,
  DateField,
  DateText,
  LineTable,
  Section,
  Select,
  Skeleton,
  TextField,
} from '../../ui/index.ts';

type Balances = OutputOf<'parts.get'>['balances'];
const pageRows = 60;

/** `9`, `9:30` and `0930` are times; what cannot be read asks for the end of the day. */
function minutesOf(text: string): number | null {
  const found = /^(\d{1,2})(?:[:：]?(\d{2}))?$/.exec(text.trim());
  if (found === null) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return minutes < 24 * 60 ? minutes : null;
}

/**
 * The stock card: every move with what stood there after it, of all, of one place, of one key (bin, state, owner, lot) or
 * the life of one serial; now, or at any moment in the past.
 */
export function PartCard(props: { partId: string; unit: string; balances: Balances }) {
  const { partId, unit, balances } = props;
  const t = useWords('parts');
  const f = useFormat();
  const name = useInLanguage();
  const unitText = useUnits();
  const [day, setDay] = useState<string | null>(null);
  const [time, setTime] = useState('');
  const [of, setOf] = useState('');
  const [serial, setSerial] = useState('');
  const [shown, setShown] = useState(pageRows);
  const places = useQuery('parts.places', {});
  const key = of.startsWith('key:') ? balances[Number(of.slice(4))] : undefined;
  const minutes = minutesOf(time);
  const until =
    day === null
      ? null
      : minutes === null
        ? dayEndMs(day, outletZone()) - 1
        : dayStartMs(day, outletZone()) + minutes * 60_000 + 59_999;
  const card = useQuery(
    'parts.card',
    {
      partId,
      ...(key === undefined
        ? { locationId: of.startsWith('place:') ? of.slice(6) : null }
        : {
            locationId: key.locationId,
            bin: key.bin,
            condition: key.condition as 'good',
            ownerKind: key.ownerKind as 'own',
            ownerId: key.ownerId,
            lot: key.lot,
            serial: key.serial,
          }),
      ...(serial.trim() === '' ? {} : { serial: serial.trim() }),
      until,
      limit: shown,
    },
    { keep: true },
  );
  const keyText = (row: Balances[number]) =>
    [
      name(row.locationNameZh, row.locationNameEn),
      row.bin,
      t(`condition.${row.condition}`),
      row.lot,
      row.serial,
    ]
      .filter((text) => text !== '')
      .join(' · ');
  return (
    <Section title={t('doc.card')}>
      <div className="parts-card-bar">
        <Select
          label={t('doc.cardPlace')}
          value={of}
          onChange={(next) => {
            setOf(next);
            setShown(pageRows);
          }}
          options={[
            { id: '', label: t('doc.cardAll') },
            ...(places.data?.places ?? [])
              .filter((one) => one.isReal)
              .map((one) => ({ id: `place:${one.id}`, label: name(one.nameZh, one.nameEn) })),
            ...balances.map((row, at) => ({
              id: `key:${at}`,
              label: keyText(row),
              note: f.milli(row.quantityMilli),
            })),
          ]}
        />
        <TextField label={t('doc.cardSerial')} value={serial} onChange={setSerial} maxLength={60} />
        <DateField label={t('doc.cardUntil')} value={day} onChange={setDay} />
        <TextField
          label={t('doc.cardTime')}
          placeholder="23:59"
          value={time}
          onChange={setTime}
          disabled={day === null}
          error={time.trim() !== '' && minutes === null ? t('doc.cardTimeBad') : null}
          maxLength={5}
        />
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
              cell: (row) =>
                [name(row.locationNameZh, row.locationNameEn), row.bin].filter(Boolean).join(' '),
            },
            {
              id: 'other',
              header: t('doc.other'),
              cell: (row) => <span className="muted">{name(row.otherNameZh, row.otherNameEn)}</span>,
            },
            {
              id: 'paper',
              header: t('doc.paper'),
              cell: (row) => [row.documentNumber ?? row.orderNumber, row.model].filter(Boolean).join(' · '),
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
      {card.data && card.data.total > card.data.rows.length && shown < 480 ? (
        <Button size="small" onPress={() => setShown((n) => Math.min(480, n + pageRows))}>
          {t('doc.cardMore', { shown: card.data.rows.length, total: card.data.total })}
        </Button>
      ) : null}
    </Section>
  );
}
