import { useWords } from '../../i18n/index.ts';
import { inLanguage, nameOf } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Deadline, StatePill } from '../../ui/index.ts';
import { placeOf, tripWord } from './rows.tsx';
import type { Day } from './shapes.ts';
import type { PoolEntry } from './use-still-pool.ts';
import { useTitle } from '../orders/use-title.ts';

/** One waiting order: what, where, whose, when, and what makes it pressing. */
export function PoolCard({ entry, day }: { entry: PoolEntry; day: Day }) {
  const t = useWords('dispatch');
  const title = useTitle();
  const f = useFormat();
  const { card } = entry;
  const trip = tripWord(t, card);
  const slot = day.slots.find((one) => one.id === card.slotId);
  const source =
    card.connectionNameZh === null
      ? null
      : inLanguage(f.language, card.connectionNameZh, card.connectionNameEn);
  const booked =
    card.appointmentState === 'agreed' && card.appointmentDay !== null
      ? `${f.day(card.appointmentDay)} ${
          card.appointmentStartAt !== null
            ? f.time(card.appointmentStartAt)
            : slot
              ? nameOf(slot, f.language)
              : ''
        }`
      : t('notBooked');
  return (
    <>
      <span className="dispatch-line">
        <span className="strong truncate">{title(card)}</span>
        {entry.gone ? <span className="faint">{t('gone')}</span> : <Deadline dueMs={card.deadlineAt} />}
      </span>
      <span className="dispatch-line">
        <span className="muted truncate">{placeOf(card)}</span>
        <span className="muted dispatch-name">{card.customerName}</span>
      </span>
      <span className="dispatch-marks">
        <span className="dispatch-booked truncate">{[booked, source].filter(Boolean).join(' · ')}</span>
        {card.urgent ? <StatePill label={t('urgent')} tone="amber" /> : null}
        {card.complaint ? <StatePill label={t('complaint')} tone="amber" /> : null}
        {trip === null ? null : <StatePill label={trip} tone="amber" />}
        {card.isRework ? <StatePill label={t('rework')} tone="amber" /> : null}
        {card.urges > 0 ? <StatePill label={t('urged', { n: card.urges })} tone="amber" /> : null}
        {card.missingParts > 0 ? (
          <StatePill label={t('partsShort', { n: card.missingParts })} tone="amber" shape="warn" />
        ) : null}
      </span>
    </>
  );
}
