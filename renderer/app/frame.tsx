import {
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { NavLink, Route, Routes, useLocation, useNavigate } from 'react-router';
import type { ShortcutId } from '../../preload/contract/shortcuts.ts';
import { useWords } from '../i18n/index.ts';
import { useConnection } from '../lib/connection.ts';
import { forgetDrafts } from '../lib/drafts.ts';
import { keepFocus } from '../lib/keep-focus.ts';
import { activeBindings, type Binding } from '../lib/keys.ts';
import { useCommand } from '../lib/query.tsx';
import { shell } from '../lib/shell.ts';
import { useKeys } from '../lib/use-keys.ts';
import { KeyHelp } from '../ui/key-help.tsx';
import { Redirect } from '../ui/redirect.tsx';
import { Banner, EmptyState, Screen, Skeleton } from '../ui/screen.tsx';
import { Toasts } from '../ui/toast.tsx';
import { hotkeyOf } from './commands.ts';
import { type FeatureDef, featureLoader } from './features.ts';
import { HaltBanner } from './halt-banner.tsx';
import { useRailCounts } from './health.ts';
import { toggleLanguage, toggleTheme } from './looks.tsx';
import { Boundary } from './pages.tsx';
import { Palette } from './palette.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameFeatures } from './use-features.ts';

const noBindings: readonly Binding[] = [];
const screens = new Map<string, ComponentType>();

/** The lazy screen of a feature, made once; a folder that does not exist says what will be here. */
function screenOf(feature: FeatureDef): ComponentType {
  let screen = screens.get(feature.id);
  if (!screen) {
    const load = featureLoader(feature.id);
    screen = load
      ? lazy(async () => ({ default: (await load()).Feature }))
      : function Later() {
          const t = useWords();
          return (
            <Screen title={t(`rail.${feature.id}`)}>
              <EmptyState
                icon={<feature.icon size={28} />}
                title={t('later.title')}
                text={t(`later.${feature.id}`)}
              />
            </Screen>
          );
        };
    screens.set(feature.id, screen);
  }
  return screen;
}

function Rail({ features }: { features: readonly FeatureDef[] }) {
  const t = useWords();
  const counts = useRailCounts();
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <span className="rail-mark" aria-hidden="true">
        {t('mark')}
      </span>
      {features
        .filter((feature) => feature.rail)
        .map((feature) => {
          const count = counts[feature.id];
          return (
            <NavLink key={feature.id} to={feature.path} className="rail-item">
              <feature.icon size={18} strokeWidth={1.7} />
              {t(`rail.${feature.id}`)}
              {count && count.count > 0 ? (
                <span className="rail-count" data-urgent={count.urgent || undefined}>
                  {count.count > 999 ? '999+' : count.count}
                </span>
              ) : null}
            </NavLink>
          );
        })}
    </nav>
  );
}

/** Rail, top bar, the room, and what lies over them. Mounted once per login; a lock only covers it. */
export function Frame() {
  const t = useWords();
  const navigate = useNavigate();
  const location = useLocation();
  const features = useFrameFeatures();
  const connection = useConnection();
  const lock = useCommand('session.lock');
  const logout = useCommand('session.logout');
  const [palette, setPalette] = useState<readonly Binding[] | null>(null);
  const [help, setHelp] = useState<readonly Binding[] | null>(null);
  const runLock = lock.run;
  const lockNow = useCallback(() => void runLock({}), [runLock]);
  // A question that is open keeps the focus: the palette would lie over it, out of reach of the keyboard
  const openPalette = useCallback(() => {
    if (!document.querySelector('.ui-backdrop')) setPalette(activeBindings());
  }, []);
  const closePalette = useCallback(() => setPalette(null), []);
  const isOpen = useCallback((id: string) => features.some((feature) => feature.id === id), [features]);

  const commands = useMemo<Partial<Record<ShortcutId, () => void>>>(() => {
    const go = (path: string) => () => void navigate(path);
    return {
      palette: openPalette,
      search: openPalette,
      lock: lockNow,
      'help.keys': () => setHelp(activeBindings()),
      'theme.toggle': toggleTheme,
      'language.toggle': toggleLanguage,
      ...(isOpen('orders') ? { 'order.new': go('/orders?new=1') } : {}),
      ...(isOpen('money') ? { 'import.open': go('/money/import') } : {}),
      'print.current': () => window.print(),
      'go.today': go('/today'),
      'go.orders': go('/orders'),
      'go.review': go('/review'),
      'go.dispatch': go('/dispatch'),
      'go.parts': go('/parts'),
      'go.money': go('/money'),
      'go.platforms': go('/platforms'),
      'go.settings': go('/settings'),
    };
  }, [navigate, lockNow, openPalette, isOpen]);
  useEffect(() => shell.onCommand((id) => commands[id]?.()), [commands]);

  const group = t('keys.everywhere');
  const bind = (id: ShortcutId, label: string): Binding | null => {
    const keys = hotkeyOf(id);
    const run = commands[id];
    return keys && run ? { keys, label, run, group } : null;
  };
  useKeys(
    [
      bind('palette', t('palette.title')),
      bind('search', ''),
      bind('lock', t('lock.action')),
      bind('theme.toggle', t('theme.toggle')),
      { keys: '? F1', label: t('keys.help'), group, run: () => setHelp(activeBindings()) },
      ...(['today', 'orders', 'review', 'dispatch', 'parts', 'money', 'platforms', 'settings'] as const).map(
        (id) => (isOpen(id) ? bind(`go.${id}`, t(`rail.${id}`)) : null),
      ),
    ],
    { layer: 'global' },
  );

  const place = location.pathname.split('/')[1] ?? '';
  useEffect(keepFocus, [place]);
  return (
    <div className="app">
      <Rail features={features} />
      <div className="app-main">
        <TopBar
          onSearch={openPalette}
          onLock={lockNow}
          onLogout={() => {
            forgetDrafts();
            void logout.run({});
          }}
        />
        {connection.state === 'away' ? <Banner tone="amber" text={t('away.banner')} /> : null}
        <HaltBanner />
        <main className="app-content" tabIndex={-1}>
          <Boundary name={place}>
            <Suspense fallback={<Skeleton lines={12} />}>
              <FeatureRoutes features={features} />
            </Suspense>
          </Boundary>
        </main>
      </div>
      <Toasts />
      <Palette
        open={palette !== null}
        bindings={palette ?? noBindings}
        onClose={closePalette}
        onLock={lockNow}
        onHelp={setHelp}
      />
      <KeyHelp open={help !== null} onClose={() => setHelp(null)} bindings={help ?? []} />
    </div>
  );
}

function FeatureRoutes({ features }: { features: readonly FeatureDef[] }): ReactNode {
  const t = useWords();
  return (
    <Routes>
      {features.map((feature) => {
        const FeatureScreen = screenOf(feature);
        return <Route key={feature.id} path={`${feature.path}/*`} element={<FeatureScreen />} />;
      })}
      <Route path="/" element={<Redirect to="/today" />} />
      <Route path="*" element={<EmptyState title={t('nowhere.title')} text={t('nowhere.text')} />} />
    </Routes>
  );
}
