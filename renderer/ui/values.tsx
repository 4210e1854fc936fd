import { moneyText, milliText, phoneTail, phoneText, deadlineParts } from '../lib/format.ts';
import { useFormat } from '../lib/use-format.ts';
import { useUnits } from '../lib/use-units.ts';

/** Money from fen: right-aligned by its cell, two decimals, typographic minus. Null shows a dash. */
export function MoneyText({
  fen,
  symbol,
  sign,
  strong,
}: {
  fen: number | null;
  symbol?: boolean;
  sign?: boolean;
  strong?: boolean;
}) {
  if (fen === null) return <span className="faint">—</span>;
  return <span className={strong ? 'ui-money strong' : 'ui-money'}>{moneyText(fen, { symbol, sign })}</span>;
}

/** Quantity from thousandths with its unit in the reader's language: `<QuantityText milli={2500} unit="米" />` → 2.5 米, 2.5 m. */
export function QuantityText({ milli, unit }: { milli: number; unit?: string }) {
  const unitText = useUnits();
  return (
    <span className="ui-money">
      {milliText(milli)}
      {unit ? ` ${unitText(unit)}` : ''}
    </span>
  );
}

/** A phone in 3-4-4 groups, masked or whole as it came; `tail` shows only the last four. */
export function PhoneText({ phone, tail }: { phone: string | null; tail?: boolean }) {
  if (!phone) return <span className="faint">—</span>;
  return tail ? <span className="ui-phone">{phoneTail(phone)}</span> : <WholePhone phone={phone} />;
}

function WholePhone({ phone }: { phone: string }) {
  const { language } = useFormat();
  return <span className="ui-phone">{phoneText(phone, language === 'en' ? 'ext.' : undefined)}</span>;
}

/** 剩 25 分钟 (amber under an hour), 超 2 小时 (red). Null shows a dash. */
export function Deadline({ dueMs, done }: { dueMs: number | null; done?: boolean }) {
  const f = useFormat();
  if (dueMs === null) return <span className="faint">—</span>;
  const parts = deadlineParts(dueMs, f.nowMs);
  return (
    <time
      className="ui-deadline"
      dateTime={new Date(dueMs).toISOString()}
      title={f.date(dueMs, 'always')}
      data-late={(!done && parts.late) || undefined}
      data-soon={(!done && parts.soon) || undefined}
    >
      {f.deadline(dueMs)}
    </time>
  );
}

/** 今天 14:30, 周六 09:00, 11-21. `time="never"` for the day alone. */
export function DateText({ atMs, time }: { atMs: number | null; time?: 'auto' | 'always' | 'never' }) {
  const f = useFormat();
  if (atMs === null) return <span className="faint">—</span>;
  return <time dateTime={new Date(atMs).toISOString()}>{f.date(atMs, time)}</time>;
}

/** A business day (YYYY-MM-DD): 今天, 周六, 11-21. */
export function DayText({ day }: { day: string | null }) {
  const f = useFormat();
  if (day === null) return <span className="faint">—</span>;
  return <time dateTime={day}>{f.day(day)}</time>;
}

/** Age of an event: 刚刚, 3 分钟前. */
export function AgoText({ atMs }: { atMs: number | null }) {
  const f = useFormat();
  if (atMs === null) return <span className="faint">—</span>;
  return (
    <time dateTime={new Date(atMs).toISOString()} title={f.date(atMs, 'always')}>
      {f.ago(atMs)}
    </time>
  );
}
