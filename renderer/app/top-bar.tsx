import { Lock, Search } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { useConnection } from '../lib/connection.ts';
import { nameOf, personName } from '../lib/names.ts';
import { useFormat } from '../lib/use-format.ts';
import { Light } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu } from '../ui/menu.tsx';
import { hotkeyOf } from './commands.ts';
import { OwnPinDialog } from './own-pin.tsx';
import { Tray } from './tray.tsx';
import { setTheme, toggleLanguage, useLooks } from './looks.tsx';
import { useRoleWords } from './login.tsx';
import { useSyncHealth } from './health.ts';
import { useSession } from './session.tsx';
import { useFrameFeatures } from './use-features.ts';
import { useNavigate } from 'react-router';

export interface TopBarProps {
  onSearch: () => void;
  onLock: () => void;
  onLogout: () => void;
}

export function TopBar({ onSearch, onLock, onLogout }: TopBarProps) {
  const me = useSession();
  const [changingPin, setChangingPin] = useState(false);
  const { t, theme, density, setDensity, language } = useLooks();
  const roleWords = useRoleWords(me.roleNames);
  const name = personName(me.staff, language);
  const outlet = nameOf(me.outlet, language);
  return (
    <header className="topbar">
      <button type="button" className="topbar-search" onClick={onSearch} aria-label={t('palette.title')}>
        <Search size={14} aria-hidden="true" />
        <span>{t('palette.placeholder')}</span>
        <Kbd keys="Mod+K" />
      </button>
      <div className="topbar-end">
        <SyncLight />
        <Tray />
        <span className="topbar-desk truncate">{outlet}</span>
        <Menu
          label={name}
          actions={[
            { id: 'language', label: t('language.toggle'), run: toggleLanguage, note: t('otherLanguage') },
            {
              id: 'theme',
              label: t(theme === 'dark' ? 'theme.light' : 'theme.dark'),
              run: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
            },
            {
              id: 'system',
              label: t('theme.system'),
              run: () => setTheme('system'),
              disabled: theme === 'system',
            },
            {
              id: 'density',
              label: t(density === 'compact' ? 'density.comfortable' : 'density.compact'),
              run: () => setDensity(density === 'compact' ? 'comfortable' : 'compact'),
            },
            { id: 'pin', label: t('staff:ownPin.open'), run: () => setChangingPin(true) },
            { id: 'logout', label: t('logout'), run: onLogout },
          ]}
        >
          <Button variant="quiet" className="topbar-person">
            <span className="strong">{name}</span>
            <span className="muted topbar-roles truncate">{roleWords(me.staff?.roles ?? [])}</span>
          </Button>
        </Menu>
        {changingPin ? <OwnPinDialog onClose={() => setChangingPin(false)} /> : null}
        <Button variant="quiet" icon={<Lock size={14} />} hint={hotkeyOf('lock')} onPress={onLock}>
          {t('lock.action')}
        </Button>
      </div>
    </header>
  );
}

/** Green, amber or red with its age; opens the platforms. */
function SyncLight() {
  const t = useWords();
  const f = useFormat();
  const navigate = useNavigate();
  const connection = useConnection();
  const health = useSyncHealth();
  const shown = useFrameFeatures().some((feature) => feature.id === 'platforms');
  const away = connection.state === 'away';
  const light = away ? 'amber' : health.light;
  const text = away ? t('away.short') : t(`sync.${health.light}`, { n: health.failing });
  if (!shown) return null;
  return (
    <Button variant="quiet" onPress={() => void navigate('/platforms')}>
      <span className="topbar-sync">
        <Light light={light} />
        {text}
        {!away && health.atMs ? ` · ${f.ago(health.atMs)}` : ''}
      </span>
    </Button>
  );
}
