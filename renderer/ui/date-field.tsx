import { Calendar, ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { addDays, parseDay, weekdayOf } from '../lib/format.ts';
import { useFormat } from '../lib/use-format.ts';
import { useWords } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import { Popover } from './dialog.tsx';
import { Field, type FieldFrame } from './field.tsx';

export interface DateFieldProps extends FieldFrame {
  /** Business day YYYY-MM-DD of the outlet, or null. */
  value: string | null;
  onChange: (day: string | null) => void;
  disabled?: boolean;
  /** How it is written where it is no day of these weeks. */
  hint?: string;
}

/**
 * A business day typed as people say it (今天, 明天, 周六, 11-21, +2) or taken from the month. Arrow up and down
 * move by a day. What cannot be read stays in the box with a sentence.
 */
export function DateField({ value, onChange, disabled, hint, ...frame }: DateFieldProps) {
  const t = useWords('ui');
  const f = useFormat();
  const show = (day: string | null) => (day === null ? '' : `${day} ${f.weekday(day)}`);
  const [text, setText] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const parsed = text === null ? value : parseDay(text, f.today);
  const bad = text !== null && text.trim() !== '' && parsed === null;
  const settle = () => {
    if (text === null || bad) return;
    onChange(text.trim() === '' ? null : parsed);
    setText(null);
  };
  return (
    <Field frame={{ ...frame, error: bad ? t('date.bad') : frame.error }}>
      {(parts) => (
        <div className="ui-input-box ui-input-box-after">
          <input
            {...parts}
            className="ui-input"
            value={text ?? show(value)}
            placeholder={hint ?? t('date.placeholder')}
            disabled={disabled}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            onChange={(event) => setText(event.target.value)}
            onBlur={settle}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
                event.preventDefault();
                setText(null);
                onChange(addDays(parsed ?? f.today, event.key === 'ArrowUp' ? 1 : -1));
              } else if (event.key === 'Enter' && text !== null) {
                // The first Enter reads what was typed; what cannot be read is not sent on
                event.preventDefault();
                settle();
              }
            }}
          />
          <span className="ui-input-after">
            <Popover
              label={frame.label}
              open={open}
              onOpenChange={setOpen}
              flush
              trigger={
                <IconButton label={t('date.month')} icon={<Calendar size={14} />} disabled={disabled} />
              }
            >
              <MonthGrid
                value={parsed}
                today={f.today}
                onPick={(day) => {
                  setText(null);
                  onChange(day);
                  setOpen(false);
                }}
              />
            </Popover>
          </span>
        </div>
      )}
    </Field>
  );
}

/** One month as buttons; arrows move the day, PageUp and PageDown the month. */
export function MonthGrid({
  value,
  today,
  onPick,
}: {
  value: string | null;
  today: string;
  onPick: (day: string) => void;
}) {
  const t = useWords('ui');
  const [day, setDay] = useState(value ?? today);
  const first = `${day.slice(0, 7)}-01`;
  // Weeks start on Monday.
  const start = addDays(first, -((weekdayOf(first) + 6) % 7));
  const cells = Array.from({ length: 42 }, (_, index) => addDays(start, index));
  useEffect(() => {
    document.getElementById(`month-${day}`)?.focus();
  }, [day]);
  const moves: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -7,
    ArrowDown: 7,
    PageUp: -28,
    PageDown: 28,
  };
  return (
    <div className="ui-calendar">
      <div className="row spread">
        <IconButton
          label={t('date.previousMonth')}
          icon={<ChevronLeft size={14} />}
          onPress={() => setDay(addDays(first, -1))}
        />
        <span className="strong">{day.slice(0, 7)}</span>
        <IconButton
          label={t('date.nextMonth')}
          icon={<ChevronRight size={14} />}
          onPress={() => setDay(addDays(first, 31))}
        />
      </div>
      <div
        className="ui-calendar-grid"
        role="group"
        aria-label={day.slice(0, 7)}
        onKeyDown={(event) => {
          const move = moves[event.key];
          if (move === undefined) return;
          event.preventDefault();
          setDay(addDays(day, move));
        }}
      >
        {[1, 2, 3, 4, 5, 6, 0].map((weekday) => (
          <span key={weekday}>{t(`weekdayShort.${weekday}`)}</span>
        ))}
        {cells.map((cell) => (
          <button
            key={cell}
            id={`month-${cell}`}
            type="button"
            tabIndex={cell === day ? 0 : -1}
            aria-label={cell}
            aria-pressed={cell === value}
            aria-current={cell === today ? 'date' : undefined}
            data-outside={cell.slice(0, 7) !== day.slice(0, 7) || undefined}
            onClick={() => onPick(cell)}
          >
            {Number(cell.slice(8))}
          </button>
        ))}
      </div>
    </div>
  );
}
