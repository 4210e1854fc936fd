import './chat-texts.css';
import { useState } from 'react';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { nameOf } from '../../../lib/names.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { useKeys } from '../../../lib/use-keys.ts';
import { Button, ErrorLine, Skeleton } from '../../../ui/index.ts';
import { ChatTextForm } from './chat-text-form.tsx';
import { Preview } from './preview.tsx';

export type Templates = OutputOf<'dispatch.templates'>;
export type Template = Templates['templates'][number];

const usualId = 'usual';
const newId = 'new';

/** The texts a dispatcher copies into chats: the usual one, those of the outlet, and who gets which. */
export function ChatTextsView() {
  const t = useWords('chattext');
  const f = useFormat();
  const mayWrite = useCan('staff.write') !== null;
  const { data, loading, faultText } = useQuery('dispatch.templates', {});
  const [open, setOpen] = useState(usualId);
  const templates = data?.templates ?? [];
  const ids = [usualId, ...templates.map((one) => one.id), ...(open === newId ? [newId] : [])];
  const chosen = ids.includes(open) ? open : usualId;
  const move = (by: number) => {
    const next = ids[Math.max(0, Math.min(ids.length - 1, ids.indexOf(chosen) + by))];
    if (next !== undefined) setOpen(next);
  };
  useKeys([
    { keys: 'ArrowDown J', label: t('next'), run: () => move(1) },
    { keys: 'ArrowUp K', label: t('previous'), run: () => move(-1) },
  ]);
  if (loading) return <Skeleton lines={8} />;
  if (!data) return <ErrorLine text={faultText} />;
  const template = templates.find((one) => one.id === chosen);
  const entry = (id: string, name: string, note: string) => (
    <li key={id}>
      <button
        type="button"
        className="chat-text-entry"
        aria-current={id === chosen || undefined}
        onClick={() => setOpen(id)}
      >
        <span className="strong truncate">{name}</span>
        <span className="muted truncate">{note}</span>
      </button>
    </li>
  );
  return (
    <div className="chat-texts">
      <div className="stack">
        <p className="muted">{t('help')}</p>
        <ul className="chat-text-list" aria-label={t('tab')}>
          {entry(usualId, t('usual'), t('usualNote'))}
          {templates.map((one) =>
            entry(one.id, nameOf(one, f.language), t('people', { n: one.staffIds.length })),
          )}
          {chosen === newId ? entry(newId, t('unnamed'), t('notSaved')) : null}
        </ul>
        {mayWrite ? (
          <Button hotkey="N" onPress={() => setOpen(newId)}>
            {t('add')}
          </Button>
        ) : null}
      </div>
      {chosen === usualId ? (
        <Usual usual={data.usual} />
      ) : (
        <ChatTextForm
          key={chosen}
          template={template ?? null}
          templates={templates}
          usual={data.usual}
          mayWrite={mayWrite}
          onDone={setOpen}
        />
      )}
    </div>
  );
}

/** Cannot be changed: whoever wants another writes one beside it. */
function Usual({ usual }: { usual: Templates['usual'] }) {
  const t = useWords('chattext');
  const f = useFormat();
  const [language, setLanguage] = useState<'zh' | 'en'>(f.language === 'en' ? 'en' : 'zh');
  return (
    <div className="stack">
      <p className="muted">{t('usualHelp')}</p>
      <Preview text={usual[language]} language={language} onLanguage={setLanguage} />
    </div>
  );
}
