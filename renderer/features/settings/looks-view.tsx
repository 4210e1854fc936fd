import { setLanguage, setTheme, useLooks } from '../../app/looks.tsx';
import { useWords } from '../../i18n/index.ts';
import type { Density, Theme } from '../../lib/prefs.ts';
import { Card, Segments } from '../../ui/index.ts';

/** Looks of this computer and language of this person; taken at once, nothing to save. */
export function LooksView() {
  const t = useWords('outlet');
  const { theme, density, setDensity, language } = useLooks();
  const tabs = (ids: readonly string[]) => ids.map((id) => ({ id, label: t(`looks.${id}`) }));
  return (
    <Card title={t('section.looks')}>
      <div className="settings-form">
        <p>{t('looks.language')}</p>
        <Segments
          label={t('looks.language')}
          value={language}
          onChange={(id) => void setLanguage(id === 'en' ? 'en' : 'zh')}
          tabs={[
            { id: 'zh', label: '\u4e2d\u6587' },
            { id: 'en', label: 'English' },
          ]}
        />
        <p>{t('looks.theme')}</p>
        <Segments
          label={t('looks.theme')}
          value={theme}
          onChange={(id) => setTheme(id as Theme)}
          tabs={tabs(['system', 'light', 'dark'])}
        />
        <p>{t('looks.density')}</p>
        <Segments
          label={t('looks.density')}
          value={density}
          onChange={(id) => setDensity(id as Density)}
          tabs={tabs(['compact', 'comfortable'])}
        />
      </div>
    </Card>
  );
}
