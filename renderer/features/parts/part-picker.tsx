import { useRef, useState } from 'react';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { useUnits } from '../../lib/use-units.ts';
import { ComboBox, type Option } from '../../ui/index.ts';

const shown = 60;

/** A part of the whole catalogue by code, name, initials or barcode; `first` stand before what is searched. */
export function PartPicker(props: {
  label: string;
  value: string | null;
  /** With the words it was chosen by: code and name. */
  onChange: (partId: string, label: string) => void;
  first?: readonly Option[];
  disabled?: boolean;
  autoFocus?: boolean;
}) {
  const f = useFormat();
  const name = useInLanguage();
  const unit = useUnits();
  const [text, setText] = useState('');
  // What was chosen stays in the list, whatever is searched next
  const [chosen, setChosen] = useState<Option | null>(null);
  const { data, faultText } = useQuery('parts.find', { text: text.slice(0, 60), limit: shown });
  const before = useRef<NonNullable<typeof data>['parts']>([]);
  if (data) before.current = data.parts;
  const first = props.first ?? [];
  const found = before.current.map((part) => ({
    id: part.partId,
    label: `${part.code} ${name(part.nameZh, part.nameEn)}`,
    note: `${f.milli(part.freeMilli)} ${unit(part.unit)}`,
    // The host found it by the very text: by initials or barcode, which the label does not hold
    keys: data ? text.toLowerCase() : '',
  }));
  const options = [...first, ...found.filter((one) => !first.some((other) => other.id === one.id))];
  if (chosen !== null && props.value === chosen.id && !options.some((one) => one.id === chosen.id))
    options.push(chosen);
  return (
    <ComboBox
      label={props.label}
      value={props.value}
      onText={setText}
      onChange={(id) => {
        const option = options.find((one) => one.id === id) ?? null;
        setChosen(option);
        setText('');
        props.onChange(id, option?.label ?? id);
      }}
      options={options}
      error={faultText}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
    />
  );
}
