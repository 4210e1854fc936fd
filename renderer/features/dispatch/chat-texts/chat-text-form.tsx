import { useLayoutEffect, useRef, useState } from 'react';
import { dispatchFields, unknownFields } from '../../../../domain/text/template.ts';
import { useWords } from '../../../i18n/index.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { nameOf } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, Checkbox, ErrorLine, TextField, toast } from '../../../ui/index.ts';
import type { Template, Templates } from './chat-texts-view.tsx';
import { Preview } from './preview.tsx';

interface Draft {
  nameZh: string;
  nameEn: string;
  text: { zh: string; en: string };
  staffIds: string[];
}

/** One text: its names, its words in both languages with what can stand in them, and who gets it. */
export function ChatTextForm(props: {
  template: Template | null;
  templates: readonly Template[];
  usual: Templates['usual'];
  mayWrite: boolean;
  /** The template to show next. */
  onDone: (id: string) => void;
}) {
  const { template, mayWrite } = props;
  const t = useWords('chattext');
  const f = useFormat();
  const save = useCommand('dispatch.saveTemplate');
  const [draft, setDraft, forget] = useDraft<Draft>(`chat-text:${template?.id ?? 'new'}`, {
    nameZh: template?.nameZh ?? '',
    nameEn: template?.nameEn ?? '',
    text: template === null ? props.usual : { zh: template.textZh, en: template.textEn },
    staffIds: template?.staffIds ?? [],
  });
  const [language, setLanguage] = useState<'zh' | 'en'>(f.language === 'en' ? 'en' : 'zh');
  const unknown = unknownFields(draft.text[language]);
  const isWhole =
    draft.nameZh.trim() !== '' &&
    draft.text.zh.trim() !== '' &&
    unknownFields(draft.text.zh).length + unknownFields(draft.text.en).length === 0;
  const write = (value: string) => setDraft({ ...draft, text: { ...draft.text, [language]: value } });
  const input = (retire: boolean, version = template?.version ?? null) => ({
    id: template?.id ?? null,
    version,
    nameZh: draft.nameZh.trim(),
    nameEn: draft.nameEn.trim(),
    textZh: draft.text.zh,
    textEn: draft.text.en,
    staffIds: draft.staffIds,
    retire,
  });
  const store = async () => {
    if (!isWhole || !mayWrite) return;
    const done = await save.run(input(false));
    if (done === null) return;
    forget();
    toast.note(t('saved', { name: draft.nameZh.trim() }));
    props.onDone(done.id);
  };
  const retire = async () => {
    const done = await save.run(input(true));
    if (done === null) return;
    forget();
    toast.undo(t('retired', { name: draft.nameZh }), async () => {
      const back = await save.run(input(false, done.version));
      if (back !== null) props.onDone(back.id);
    });
  };
  return (
    <div className="chat-text-form">
      <div className="stack">
        <div className="chat-text-names">
          <TextField
            label={t('nameZh')}
            value={draft.nameZh}
            onChange={(nameZh) => setDraft({ ...draft, nameZh })}
            maxLength={40}
            disabled={!mayWrite}
            required
          />
          <TextField
            label={t('nameEn')}
            value={draft.nameEn}
            onChange={(nameEn) => setDraft({ ...draft, nameEn })}
            maxLength={40}
            disabled={!mayWrite}
          />
        </div>
        <Words
          key={language}
          language={language}
          value={draft.text[language]}
          unknown={unknown}
          disabled={!mayWrite}
          onChange={write}
          onStore={() => void store()}
        />
        <WhoGetsIt
          template={template}
          templates={props.templates}
          chosen={draft.staffIds}
          disabled={!mayWrite}
          onChange={(staffIds) => setDraft({ ...draft, staffIds })}
        />
        <ErrorLine text={save.faultText} />
        {mayWrite ? (
          <div className="row">
            <Button
              variant="primary"
              hotkey="Mod+Enter"
              disabled={!isWhole}
              pending={save.pending}
              onPress={() => void store()}
            >
              {t('common:save')}
            </Button>
            <Button variant="quiet" onPress={forget}>
              {t('discard')}
            </Button>
            {template === null ? null : (
              <Button variant="danger" onPress={() => void retire()} pending={save.pending}>
                {t('retire')}
              </Button>
            )}
          </div>
        ) : (
          <p className="muted">{t('readOnly')}</p>
        )}
      </div>
      <Preview text={draft.text[language]} language={language} onLanguage={setLanguage} />
    </div>
  );
}

/** The text itself; a placeholder goes in where the cursor stands. */
function Words(props: {
  language: 'zh' | 'en';
  value: string;
  unknown: readonly string[];
  disabled: boolean;
  onChange: (value: string) => void;
  onStore: () => void;
}) {
  const t = useWords('chattext');
  const area = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null || area.current === null) return;
    area.current.focus();
    area.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const insert = (word: string) => {
    const from = area.current?.selectionStart ?? props.value.length;
    const to = area.current?.selectionEnd ?? from;
    caret.current = from + word.length;
    props.onChange(props.value.slice(0, from) + word + props.value.slice(to));
  };
  return (
    <div className="stack chat-text-words">
      <TextField
        ref={area}
        label={t(props.language === 'zh' ? 'textZh' : 'textEn')}
        value={props.value}
        onChange={props.onChange}
        onEnter={props.onStore}
        maxLength={1000}
        disabled={props.disabled}
        multiline
        required={props.language === 'zh'}
        error={
          props.unknown.length === 0
            ? null
            : t('unknown', { words: props.unknown.map((word) => `{${word}}`).join(' ') })
        }
      />
      {props.disabled ? null : (
        <div className="chat-text-fields" role="group" aria-label={t('fields')}>
          {Object.entries(dispatchFields).map(([key, word]) => {
            const text = `{${props.language === 'zh' ? word : key}}`;
            return (
              <button
                key={key}
                type="button"
                className="chat-text-field"
                title={t(`field.${key}`)}
                onClick={() => insert(text)}
              >
                {t(`field.${key}`)}
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}

/** Everybody who visits users; whoever has another text changes over when ticked here. */
function WhoGetsIt(props: {
  template: Template | null;
  templates: readonly Template[];
  chosen: readonly string[];
  disabled: boolean;
  onChange: (ids: string[]) => void;
}) {
  const t = useWords('chattext');
  const f = useFormat();
  const { data } = useQuery('staff.list', {});
  const people = (data?.people ?? []).filter(
    (one) => one.capacityMinutes > 0 || props.chosen.includes(one.id),
  );
  const other = (id: string) =>
    props.templates.find((one) => one.id !== props.template?.id && one.staffIds.includes(id));
  return (
    <fieldset className="chat-text-people">
      <legend>{t('who')}</legend>
      {people.map((one) => {
        const has = other(one.id);
        return (
          <Checkbox
            key={one.id}
            label={has ? t('hasOther', { name: one.name, other: nameOf(has, f.language) }) : one.name}
            checked={props.chosen.includes(one.id)}
            disabled={props.disabled}
            onChange={(yes) =>
              props.onChange(yes ? [...props.chosen, one.id] : props.chosen.filter((id) => id !== one.id))
            }
          />
        );
      })}
    </fieldset>
  );
}
