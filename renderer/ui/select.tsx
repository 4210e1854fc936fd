import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox, ComboBoxStateContext } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { useWords } from '../i18n/index.ts';
import { KeyCover } from './key-cover.tsx';
import { ErrorLine, type FieldFrame } from './field.tsx';

export interface Option {
  id: string;
  label: string;
  /** Quiet text at the right: number, load, price. */
  note?: string;
  /** What else finds it: pinyin and initials, code, phone – precomputed, lower case, space between. */
  keys?: string;
  disabled?: boolean;
}

const labelClass = (frame: FieldFrame) =>
  frame.quietLabel ? 'visually-hidden' : frame.required ? 'ui-label ui-label-required' : 'ui-label';

function frameClass(frame: FieldFrame): string {
  return frame.side ? 'ui-field ui-field-side' : 'ui-field';
}

function OptionRow({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.label} isDisabled={option.disabled} className="ui-option">
      {({ isSelected }) => (
        <>
          <span className="truncate">{option.label}</span>
          {option.note ? <span className="ui-option-note">{option.note}</span> : null}
          {isSelected ? <Check size={14} aria-hidden="true" /> : null}
        </>
      )}
    </ListBoxItem>
  );
}

export interface SelectProps extends FieldFrame {
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  placeholder?: string;
  disabled?: boolean;
  autoFocus?: boolean;
}

/** One of a few; asleep while there is nothing to choose. Letters jump, arrows move, Enter takes. For more than a dozen use ComboBox. */
export function Select({
  options,
  value,
  onChange,
  placeholder,
  disabled,
  autoFocus,
  ...frame
}: SelectProps) {
  const t = useWords('ui');
  const [open, setOpen] = useState(false);
  return (
    <>
      {/* Outside the select: its children are rendered a second time, unseen, to collect the options. */}
      {open ? <KeyCover>{null}</KeyCover> : null}
      <AriaSelect
        onOpenChange={setOpen}
        className={frameClass(frame)}
        value={value}
        onChange={(key) => key !== null && onChange(String(key))}
        isDisabled={disabled === true || options.length === 0}
        autoFocus={autoFocus}
        isInvalid={Boolean(frame.error)}
        placeholder={placeholder ?? t('choose')}
      >
        <Label className={labelClass(frame)}>{frame.label}</Label>
        <Button className="ui-btn ui-select">
          <SelectValue className="truncate">
            {({ isPlaceholder, selectedText, defaultChildren }) =>
              isPlaceholder ? defaultChildren : selectedText
            }
          </SelectValue>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
        <ErrorLine text={frame.error} />
        <Popover className="ui-popover ui-popover-match" offset={4}>
          <ListBox className="ui-options" items={options as Option[]}>
            {(option) => <OptionRow option={option} />}
          </ListBox>
        </Popover>
      </AriaSelect>
    </>
  );
}

/** Matches label, note or precomputed keys; every typed word must be found. Order of options is kept. */
export function filterOptions(options: readonly Option[], text: string): readonly Option[] {
  const wanted = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return options;
  return options.filter((option) => {
    const hay = `${option.label} ${option.note ?? ''} ${option.keys ?? ''}`.toLowerCase();
    return wanted.every((word) => hay.includes(word));
  });
}

/**
 * Box of what is typed. One match left is under the cursor at once: Enter takes it. With more, or none, Enter does
 * nothing: the text is no choice yet and nobody may take it for one.
 */
function TypedBox({ typed, only, children }: { typed: boolean; only: string | null; children: ReactNode }) {
  const state = useContext(ComboBoxStateContext);
  const manager = state?.selectionManager;
  // What the cursor stood on may have gone with the last letter
  const key = manager?.focusedKey ?? null;
  const aimed = key !== null && state?.collection.getItem(key) !== null;
  const ready = only !== null && state?.isOpen === true && state.collection.getItem(only) !== null;
  // A list that opens looks for its own cursor first: this one comes after it
  useEffect(() => {
    if (!ready || aimed) return;
    const frame = requestAnimationFrame(() => manager?.setFocusedKey(only));
    return () => cancelAnimationFrame(frame);
  });
  return (
    <div
      className="ui-input-box ui-input-box-after"
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        if (!typed || aimed) return;
        if (ready) return manager?.setFocusedKey(only);
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {children}
    </div>
  );
}

export interface ComboBoxProps extends SelectProps {
  /** How many rows are drawn at most; the rest is found by typing. */
  limit?: number;
  autoFocus?: boolean;
  /** What is being typed, for lists that are searched elsewhere; the text of a choice is none. */
  onText?: (text: string) => void;
}

/** One of many, found by typing name, pinyin initials, code or number. */
export function ComboBox({
  options,
  value,
  onChange,
  placeholder,
  disabled,
  limit = 60,
  autoFocus,
  onText,
  ...frame
}: ComboBoxProps) {
  const t = useWords('ui');
  const chosen = options.find((option) => option.id === value) ?? null;
  const [text, setText] = useState<string | null>(null);
  const shown = useMemo(() => {
    const found = text === null || text === chosen?.label ? options : filterOptions(options, text);
    return found.slice(0, limit);
  }, [options, text, chosen, limit]);
  const typed = text !== null && text.trim() !== '' && text !== chosen?.label;
  const only = typed && shown.length === 1 && !shown[0]?.disabled ? (shown[0]?.id ?? null) : null;
  return (
    <AriaComboBox
      className={frameClass(frame)}
      items={shown as Option[]}
      value={value}
      inputValue={text ?? chosen?.label ?? ''}
      onInputChange={(next) => {
        setText(next);
        onText?.(next === chosen?.label ? '' : next);
      }}
      onChange={(key) => {
        setText(null);
        if (key !== null) onChange(String(key));
      }}
      onOpenChange={(open) => {
        if (!open) setText(null);
      }}
      menuTrigger="focus"
      autoFocus={autoFocus}
      isDisabled={disabled}
      isInvalid={Boolean(frame.error)}
      allowsEmptyCollection
    >
      <Label className={labelClass(frame)}>{frame.label}</Label>
      <TypedBox typed={typed} only={only}>
        <Input
          className="ui-input"
          placeholder={placeholder ?? t('typeToFind')}
          onFocus={(event) => {
            // When the last match under the cursor goes, the list hands the focus back by an event of its own: what is
            // typed then must stay, or the next letter would take its place
            if (event.nativeEvent.isTrusted) event.target.select();
          }}
          spellCheck="false"
        />
        <Button className="ui-btn ui-btn-quiet ui-btn-icon ui-input-after" aria-label={t('open')}>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </TypedBox>
      <ErrorLine text={frame.error} />
      {frame.help && !frame.error ? (
        <Text slot="description" className="ui-help">
          {frame.help}
        </Text>
      ) : null}
      <Popover className="ui-popover ui-popover-match" offset={4}>
        <ListBox<Option>
          className="ui-options"
          renderEmptyState={() => <div className="ui-option muted">{t('nothingFound')}</div>}
        >
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
