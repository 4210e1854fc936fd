import { Building2, Store } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { queryClient, useCommand, useQuery } from '../lib/query.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorLine } from '../ui/field.tsx';
import { OwnOutlet } from './own-outlet.tsx';
import { GatePage } from './pages.tsx';

/** Demo outlet in one click, or one's own with the few facts it needs to begin. */
export function FirstRun() {
  const t = useWords();
  const [own, setOwn] = useState(false);
  const demo = useCommand('outlet.startDemo');
  const state = useQuery('outlet.state', {}, { tables: ['outlet', 'job'], refetchMs: 1_000 });
  const setUp = state.data?.setUp ?? null;
  const usable = state.data?.kind !== undefined && state.data.kind !== 'none' && (setUp?.usable ?? true);
  useEffect(() => {
    if (usable) void queryClient.invalidateQueries();
  }, [usable]);
  if (own) return <OwnOutlet onBack={() => setOwn(false)} />;
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
            pending={demo.pending || setUp !== null}
            autoFocus
            onPress={() => void demo.run({})}
          >
            {t('first.demoStart')}
          </Button>
        </section>
        <section className="choice" aria-label={t('first.own')}>
          <Building2 size={22} aria-hidden="true" />
          <h2>{t('first.own')}</h2>
          <p>{t('first.ownText')}</p>
          <Button hotkey="2" disabled={setUp !== null} onPress={() => setOwn(true)}>
            {t('first.ownStart')}
          </Button>
        </section>
      </div>
      {setUp ? (
        <div className="gate-note">
          {t('first.demoBusy')}
          <progress
            aria-label={t('first.demoBusy')}
            max={1000}
            value={setUp.progressMilli === null ? undefined : setUp.progressMilli}
          />
        </div>
      ) : null}
      <ErrorLine text={demo.faultText ?? state.faultText} />
    </GatePage>
  );
}
