import { CircleAlert } from 'lucide-react';
import { type ReactNode, type Ref, useEffect, useId, useState } from 'react';
import { moneyText, milliText, parseMilli, parseMoney } from '../lib/format.ts';
import { useWords } from '../i18n/index.ts';

/** The sentence of a fault beside what it is about. */
export function ErrorLine({ id, text }: { id?: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <div className="ui-error" id={id} role="alert">
      <CircleAlert size={14} aria-hidden="true" />
      <span>{text}</span>
    </div>
  );
}

export interface FieldFrame {
  label: string;
  /** Label left of the input instead of above. */
  side?: boolean;
  required?: boolean;
  error?: string | null;
  help?: string;
  /** The label is read but not shown (search boxes, cells). */
  quietLabel?: boolean;
}

interface FieldParts {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label, input, help and error in one block, wired for readers. Used by every field. */
export function Field({
  frame,
  children,
}: {
  frame: FieldFrame;
  children: (parts: FieldParts) => ReactNode;
}) {
  const id = useId();
  const described = frame.error ? `${id}-error` : frame.help ? `${id}-help` : undefined;
  return (
    <div className={frame.side ? 'ui-field ui-field-side' : 'ui-field'}>
      <label
        htmlFor={id}
        className={
          frame.quietLabel ? 'visually-hidden' : frame.required ? 'ui-label ui-label-required' : 'ui-label'
        }
      >
        {frame.label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': frame.error ? true : undefined })}
      {frame.error ? <ErrorLine id={`${id}-error`} text={frame.error} /> : null}
      {frame.help && !frame.error ? (
        <div className="ui-help" id={`${id}-help`}>
          {frame.help}
        </div>
      ) : null}
    </div>
  );
}

export interface TextFieldProps extends FieldFrame {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  multiline?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  maxLength?: number;
  type?: 'text' | 'password' | 'tel' | 'search';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  onEnter?: () => void;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  className?: string;
  autoComplete?: string;
}

export function TextField(props: TextFieldProps) {
  return (
    <Field frame={props}>
      {(parts) => {
        const shared = {
          ...parts,
          ref: props.ref,
          className: `ui-input ${props.className ?? ''}`,
          value: props.value,
          placeholder: props.placeholder,
          disabled: props.disabled,
          maxLength: props.maxLength,
          required: props.required,
          autoFocus: props.autoFocus,
          autoComplete: props.autoComplete ?? 'off',
          spellCheck: false,
          onBlur: props.onBlur,
          onChange: (event: { target: { value: string } }) => props.onChange(event.target.value),
          onKeyDown: (event: React.KeyboardEvent) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || !props.onEnter) return;
            if (props.multiline && !event.ctrlKey && !event.metaKey) return;
            event.preventDefault();
            props.onEnter();
          },
        };
        return props.multiline ? (
          <textarea {...shared} rows={3} />
        ) : (
          <input {...shared} type={props.type ?? 'text'} inputMode={props.inputMode} />
        );
      }}
    </Field>
  );
}

export interface NumberFieldProps extends FieldFrame {
  /** Fen for money, thousandths for quantity; null while empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  kind: 'money' | 'quantity';
  disabled?: boolean;
  autoFocus?: boolean;
  unit?: string;
  onEnter?: () => void;
}

/**
 * Amount or quantity typed as text and kept as an integer. What cannot be read stays in the box with a sentence;
 * it is never rounded or dropped. Arrow up and down change by one yuan or one unit.
 */
export function NumberField({ value, onChange, kind, unit, onEnter, ...frame }: NumberFieldProps) {
  const t = useWords('ui');
  const parse = kind === 'money' ? parseMoney : parseMilli;
  const show = (number: number | null) =>
    number === null ? '' : (kind === 'money' ? moneyText : milliText)(number);
  const [text, setText] = useState(show(value));
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    if (!focused) setText(show(value));
  }, [value, focused, kind]);
  const bad = text.trim() !== '' && parse(text) === null;
  const step = kind === 'money' ? 100 : 1000;
  const take = (next: string) => {
    setText(next);
    if (next.trim() === '') onChange(null);
    else {
      const number = parse(next);
      if (number !== null) onChange(number);
    }
  };
  return (
    <Field
      frame={{
        ...frame,
        error: bad ? t(kind === 'money' ? 'number.badMoney' : 'number.badQuantity') : frame.error,
      }}
    >
      {(parts) => (
        <div className={unit ? 'ui-input-box ui-input-box-after' : 'ui-input-box'}>
          <input
            {...parts}
            className="ui-input ui-input-num"
            value={text}
            inputMode="decimal"
            disabled={frame.disabled}
            autoFocus={frame.autoFocus}
            autoComplete="off"
            onFocus={(event) => {
              setFocused(true);
              event.target.select();
            }}
            onBlur={() => {
              setFocused(false);
              if (!bad) setText(show(parse(text)));
            }}
            onChange={(event) => take(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
                event.preventDefault();
                const next = (parse(text) ?? 0) + (event.key === 'ArrowUp' ? step : -step);
                take(show(next));
              } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && (bad || onEnter)) {
                event.preventDefault();
                // What cannot be read is not the number that would be sent
                if (!bad) onEnter?.();
              }
            }}
          />
          {unit ? <span className="ui-input-after">{unit}&nbsp;</span> : null}
        </div>
      )}
    </Field>
  );
}

export function Checkbox(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  indeterminate?: boolean;
  disabled?: boolean;
  quietLabel?: boolean;
}) {
  return (
    <label className="ui-check">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        ref={(box) => {
          if (box) box.indeterminate = props.indeterminate ?? false;
        }}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span className={props.quietLabel ? 'visually-hidden' : undefined}>{props.label}</span>
    </label>
  );
}
