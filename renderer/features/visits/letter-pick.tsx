import { useRef } from 'react';

export interface Letter {
  id: string;
  letter: string;
  label: string;
}

/**
 * One of several by a single letter: the box takes the focus, a letter chooses and goes on, Enter keeps what is chosen.
 * Arrows move for those who do not know the letters yet.
 */
export function LetterPick(props: {
  label: string;
  options: readonly Letter[];
  value: string | null;
  onPick: (id: string) => void;
  onNext: () => void;
  error?: string | null;
}) {
  const box = useRef<HTMLDivElement>(null);
  const at = props.options.findIndex((option) => option.id === props.value);
  const pick = (id: string) => {
    props.onPick(id);
    props.onNext();
  };
  return (
    <div className="ui-field">
      <div className="ui-label">{props.label}</div>
      <div
        ref={box}
        role="radiogroup"
        aria-label={props.label}
        aria-invalid={props.error ? true : undefined}
        className="vis-letters"
        tabIndex={0}
        data-step=""
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
          const option = props.options.find((one) => one.letter === event.key.toUpperCase());
          const step =
            event.key === 'ArrowRight' || event.key === 'ArrowDown'
              ? 1
              : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
                ? -1
                : 0;
          if (option) pick(option.id);
          else if (step !== 0) {
            const next =
              props.options[
                (Math.max(at, step === 1 ? -1 : 0) + step + props.options.length) % props.options.length
              ];
            if (next) props.onPick(next.id);
          } else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        {props.options.map((option) => (
          <button
            key={option.id}
            type="button"
            role="radio"
            aria-checked={option.id === props.value}
            tabIndex={-1}
            className="vis-letter"
            onClick={() => pick(option.id)}
          >
            <kbd>{option.letter}</kbd>
            {option.label}
          </button>
        ))}
      </div>
    </div>
  );
}
