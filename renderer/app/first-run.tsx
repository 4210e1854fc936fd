import { Building2, Store } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { api } from '../lib/api.ts';
import { faultText } from '../lib/faults.ts';
import { queryClient } from '../lib/query.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorLine, TextField } from '../ui/field.tsx';
import { GatePage } from './pages.tsx';

/** Channels of the first run; the area «outlet» declares them. */
const channels = { demo: 'outlet.startDemo', own: 'outlet.startOwn' } as const;

/** Demo outlet in one click, or one's own with the few facts it needs to begin. */
export function FirstRun() {
  const t = useWords();
  const [own, setOwn] = useState(false);
  const [pending, setPending] = useState<'demo' | 'own' | null>(null);
  const [error, setError] = useState<string | null>(null);
  const start = async (kind: 'demo' | 'own', input: Record<string, string>) => {
    if (pending) return;
    setPending(kind);
    setError(null);
    try {
      await (api.call as (channel: string, input: unknown) => Promise<unknown>)(channels[kind], input);
      await queryClient.invalidateQueries();
    } catch (fault) {
      setError(faultText(fault));
    } finally {
      setPending(null);
    }
  };
  if (own) {
    return (
      <OwnOutlet
        pending={pending === 'own'}
        error={error}
        onBack={() => setOwn(false)}
        onStart={(input) => void start('own', input)}
      />
    );
  }
  return (
    <GatePage wide>
      <h1>{t('first.title')}</h1>
      <p>{t('first.text')}</p>
      <div className="ui-grid ui-grid-2">
        <section className="choice" aria-label={t('first.demo')}>
          <Store size={22} aria-hidden="true" />
          <h2>{t('first.demo')}</h2>
          <p>{t('first.demoText')}</p>
          <Button
            variant="primary"
            hotkey="1"
            pending={pending === 'demo'}
            autoFocus
            onPress={() => void start('demo', {})}
          >
            {t('first.demoStart')}
          </Button>
        </section>
        <section className="choice" aria-label={t('first.own')}>
          <Building2 size={22} aria-hidden="true" />
          <h2>{t('first.own')}</h2>
          <p>{t('first.ownText')}</p>
          <Button hotkey="2" onPress={() => setOwn(true)}>
            {t('first.ownStart')}
          </Button>
        </section>
      </div>
      {pending === 'demo' ? <p className="gate-note">{t('first.demoBusy')}</p> : null}
      <ErrorLine text={error} />
    </GatePage>
  );
}

const fields = ['name', 'phone', 'managerName', 'pin'] as const;

function OwnOutlet(props: {
  pending: boolean;
  error: string | null;
  onBack: () => void;
  onStart: (input: Record<string, string>) => void;
}) {
  const t = useWords();
  const [draft, setDraft] = useState<Record<string, string>>({});
  const ready = fields.every(
    (field) => field === 'phone' || (draft[field] ?? '').trim().length >= (field === 'pin' ? 4 : 1),
  );
  return (
    <GatePage>
      <h1>{t('first.own')}</h1>
      <p>{t('first.ownAsk')}</p>
      <div className="gate-panel pin-panel">
        {fields.map((field, index) => (
          <TextField
            key={field}
            label={t(`first.field.${field}`)}
            required={field !== 'phone'}
            type={field === 'pin' ? 'password' : 'text'}
            inputMode={field === 'pin' ? 'numeric' : 'text'}
            help={field === 'pin' ? t('first.pinHelp') : undefined}
            autoFocus={index === 0}
            value={draft[field] ?? ''}
            onChange={(value) =>
              setDraft({ ...draft, [field]: field === 'pin' ? value.replace(/\D/g, '') : value })
            }
            onEnter={() => ready && props.onStart(draft)}
          />
        ))}
        <ErrorLine text={props.error} />
        <div className="row spread">
          <Button variant="quiet" hotkey="Escape" onPress={props.onBack}>
            {t('back')}
          </Button>
          <Button
            variant="primary"
            hint="Enter"
            disabled={!ready}
            pending={props.pending}
            onPress={() => props.onStart(draft)}
          >
            {t('first.ownGo')}
          </Button>
        </div>
      </div>
    </GatePage>
  );
}
