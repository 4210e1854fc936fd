import { useEffect, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { TextField } from '../../../ui/index.ts';
import { millimetres, parseTenths } from './shape.ts';

/** A length in millimetres with one decimal, kept in tenths. What cannot be read stays in the box with a sentence. */
export function TenthsField(props: {
  label: string;
  value: number;
  min?: number;
  max?: number;
  disabled?: boolean;
  autoFocus?: boolean;
  onChange: (tenths: number) => void;
}) {
  const t = useWords('paperforms');
  const [text, setText] = useState(millimetres(props.value));
  useEffect(() => {
    setText((now) => (parseTenths(now) === props.value ? now : millimetres(props.value)));
  }, [props.value]);
  const read = parseTenths(text);
  const isFine = read !== null && read >= (props.min ?? 0) && read <= (props.max ?? 6000);
  return (
    <TextField
      label={props.label}
      value={text}
      inputMode="decimal"
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      error={isFine ? null : t('notMm')}
      onChange={(next) => {
        setText(next);
        const tenths = parseTenths(next);
        if (tenths !== null && tenths >= (props.min ?? 0) && tenths <= (props.max ?? 6000))
          props.onChange(tenths);
      }}
    />
  );
}
