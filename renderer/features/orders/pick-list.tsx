import type { ReactNode } from 'react';
import { useKeys } from '../../lib/use-keys.ts';
import { Kbd } from '../../ui/index.ts';
import { useTypeAhead } from './use-type-ahead.ts';

export interface Pick {
  id: string;
  label: string;
  note?: ReactNode;
  /** Letters that find it, lower case, space between. */
  keys?: string;
  disabled?: boolean;
}

/** One of a few, each with its number key, and by letters where they are known: for dialogs answered without a mouse. */
export function PickList(props: {
  label: string;
  picks: readonly Pick[];
  value: string | null;
  onPick: (id: string) => void;
  columns?: 1 | 2;
}) {
  const keyOf = (index: number) => (index < 9 ? String(index + 1) : index === 9 ? '0' : null);
  useKeys(
    props.picks.map((pick, index) => {
      const key = keyOf(index);
      return key && !pick.disabled
        ? { keys: key, label: pick.label, run: () => props.onPick(pick.id) }
        : null;
    }),
  );
  const typed = useTypeAhead(props.picks, props.onPick);
  return (
    <div className="pick" role="radiogroup" aria-label={props.label} data-columns={props.columns ?? 1}>
      <div className="ui-label">
        {props.label} {typed === '' ? null : <Kbd keys={typed.toUpperCase()} />}
      </div>
      {props.picks.map((pick, index) => {
        const key = keyOf(index);
        return (
          <button
            key={pick.id}
            type="button"
            role="radio"
            className="pick-item"
            aria-checked={pick.id === props.value}
            disabled={pick.disabled}
            onClick={() => props.onPick(pick.id)}
          >
            {key ? <Kbd keys={key} /> : <span />}
            <span className="pick-text">{pick.label}</span>
            {pick.note ? <span className="muted pick-note">{pick.note}</span> : null}
          </button>
        );
      })}
    </div>
  );
}
