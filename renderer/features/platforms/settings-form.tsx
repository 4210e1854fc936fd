import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Checkbox, ErrorLine, Section, Select, TextField } from '../../ui/index.ts';

type Platform = OutputOf<'platforms.get'>;
type FormField = Platform['fields'][number];
type Value = string | number | boolean | Record<string, string> | null;

const mapText = (value: Value) =>
  Object.entries((value ?? {}) as Record<string, string>)
    .map(([key, word]) => `${key}=${word}`)
    .join('\n');
const textOf = (field: FormField) =>
  field.kind === 'map' ? mapText(field.value) : field.value === null ? '' : String(field.value);

/** What a person typed, as the setting's own kind; null empties it. */
function valueOf(field: FormField, text: string): Value {
  if (field.kind === 'map')
    return Object.fromEntries(
      text
        .split('\n')
        .map((line) => line.split('='))
        .filter((parts) => parts.length === 2)
        .map(([key = '', word = '']) => [key.trim(), word.trim()]),
    );
  if (text.trim() === '') return null;
  if (field.kind === 'number') return Number(text);
  if (field.kind === 'switch') return text === 'true';
  return text.trim();
}

/** Only what was changed goes out; a secret is written, never read. */
export function SettingsForm({ platform, mayWrite }: { platform: Platform; mayWrite: boolean }) {
  const t = useWords('platforms');
  const f = platform.health;
  const [draft, setDraft] = useState<Record<string, string>>({});
  const [names, setNames] = useState({ nameZh: f.nameZh, nameEn: f.nameEn });
  const [tested, setTested] = useState<number | null>(null);
  const save = useCommand('platforms.save');
  const test = useCommand('platforms.test');
  const values = () =>
    Object.fromEntries(
      platform.fields
        .filter(
          (field) => draft[field.name] !== undefined && (field.kind !== 'secret' || draft[field.name] !== ''),
        )
        .map((field) => [field.name, valueOf(field, draft[field.name] ?? '')]),
    );
  const tryIt = async () => {
    setTested(null);
    const answer = await test.run({ id: f.id, values: values() });
    if (answer) setTested(Math.round(Math.abs(answer.skewMs ?? 0) / 1000));
  };
  const saveIt = async () => {
    if (await save.run({ id: f.id, version: f.version, ...names, values: values() })) setDraft({});
  };
  const put = (name: string) => (text: string) => setDraft({ ...draft, [name]: text });
  return (
    <Section title={t('section.settings')}>
      <div className="form-narrow">
        <TextField
          side
          label={t('nameZh')}
          value={names.nameZh}
          disabled={!mayWrite}
          onChange={(nameZh) => setNames({ ...names, nameZh })}
        />
        <TextField
          side
          label={t('nameEn')}
          value={names.nameEn}
          disabled={!mayWrite}
          onChange={(nameEn) => setNames({ ...names, nameEn })}
        />
        {platform.fields.map((field) => (
          <OneField
            key={field.name}
            field={field}
            text={draft[field.name] ?? (field.kind === 'secret' ? '' : textOf(field))}
            disabled={!mayWrite}
            onText={put(field.name)}
          />
        ))}
        <ErrorLine text={save.faultText ?? test.faultText} />
        {tested === null ? null : <p role="status">{t('testOk', { seconds: tested })}</p>}
        {mayWrite ? (
          <div className="row">
            <Button hotkey="T" pending={test.pending} onPress={() => void tryIt()}>
              {t('action.test')}
            </Button>
            <Button variant="primary" hotkey="Mod+S" pending={save.pending} onPress={() => void saveIt()}>
              {t('action.save')}
            </Button>
          </div>
        ) : null}
      </div>
    </Section>
  );
}

function OneField(props: {
  field: FormField;
  text: string;
  disabled: boolean;
  onText: (text: string) => void;
}) {
  const t = useWords('platforms');
  const { field, text, onText } = props;
  const label = t(`field.${field.name}`);
  const help = field.unsure ? t('unsure') : undefined;
  if (field.kind === 'switch')
    return (
      <Checkbox
        label={label}
        checked={text === 'true'}
        disabled={props.disabled}
        onChange={(on) => onText(String(on))}
      />
    );
  if (field.kind === 'choice')
    return (
      <Select
        side
        label={label}
        help={help}
        disabled={props.disabled}
        options={field.choices.map((id) => ({ id, label: id }))}
        value={text}
        onChange={onText}
      />
    );
  const secret = field.kind === 'secret';
  return (
    <TextField
      side
      label={label}
      disabled={props.disabled}
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      inputMode={field.kind === 'number' ? 'numeric' : 'text'}
      multiline={field.kind === 'map'}
      placeholder={secret ? t(field.isSet ? 'secretSet' : 'secretUnset') : undefined}
      help={field.kind === 'map' ? t('mapHelp') : help}
      value={text}
      onChange={onText}
    />
  );
}
