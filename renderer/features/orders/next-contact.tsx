import { useWords } from '../../i18n/index.ts';
import { DateField, TextField } from '../../ui/index.ts';
import { readClock } from './local-time.ts';

/** A day and a time of day side by side. */
export function NextContact(props: {
  label: string;
  help?: string;
  day: string | null;
  clock: string;
  /** What the time of day is called where it is no beginning. */
  clockLabel?: string;
  onDay: (day: string | null) => void;
  onClock: (clock: string) => void;
  onEnter?: () => void;
}) {
  const t = useWords('orders');
  const bad = props.clock.trim() !== '' && readClock(props.clock) === null;
  return (
    <div className="ord-pair">
      <DateField label={props.label} value={props.day} onChange={props.onDay} help={props.help} />
      <TextField
        label={props.clockLabel ?? t('book.from')}
        value={props.clock}
        onChange={props.onClock}
        inputMode="numeric"
        error={bad ? t('book.time') : null}
        onEnter={props.onEnter}
      />
    </div>
  );
}
