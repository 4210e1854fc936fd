import { useSearchParams } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { Screen, Tabs } from '../../ui/index.ts';
import { ChatTextsView } from '../dispatch/chat-texts/chat-texts-view.tsx';
import { BackupsView } from './backups-view.tsx';
import { CalendarView } from './calendar-view.tsx';
import { CoverageView } from './coverage/coverage-view.tsx';
import { FeaturesView } from './features-view.tsx';
import { LooksView } from './looks-view.tsx';
import { OutletView } from './outlet-view.tsx';
import { PayerTermsView } from './payer-terms/payer-terms-view.tsx';
import { SlotsView } from './slots-view.tsx';
import './settings.css';

/** Views whose words are a catalogue of their own. */
const ownWords = new Set(['slots', 'chattext', 'terms', 'coverage']);

/** The outlet's settings, one view each; a person sees the ones the roles allow. */
export function Feature() {
  const t = useWords('outlet');
  const mayRead = useCan('settings.read') !== null;
  const mayCopy = useCan('backup.run') !== null;
  const mayStaff = useCan('staff.write') !== null;
  const views = [
    ...(mayRead ? ['outlet', 'calendar', 'slots', 'coverage', 'terms'] : []),
    ...(mayStaff ? ['chattext'] : []),
    'looks',
    ...(mayCopy ? ['backups'] : []),
    ...(mayRead ? ['features'] : []),
  ];
  const [params, setParams] = useSearchParams();
  const asked = params.get('view') ?? '';
  const view = views.includes(asked) ? asked : (views[0] ?? 'looks');
  const setView = (next: string) => setParams({ view: next }, { replace: true });
  const tabs = views.map((id) => ({ id, label: t(ownWords.has(id) ? `${id}:tab` : `view.${id}`) }));
  return (
    <Screen
      page
      title={t('title')}
      views={<Tabs label={t('title')} value={view} onChange={setView} tabs={tabs} />}
    >
      {view === 'outlet' ? <OutletView /> : null}
      {view === 'calendar' ? <CalendarView /> : null}
      {view === 'slots' ? <SlotsView /> : null}
      {view === 'coverage' ? <CoverageView /> : null}
      {view === 'terms' ? <PayerTermsView /> : null}
      {view === 'chattext' ? <ChatTextsView /> : null}
      {view === 'looks' ? <LooksView /> : null}
      {view === 'backups' ? <BackupsView /> : null}
      {view === 'features' ? <FeaturesView /> : null}
    </Screen>
  );
}
