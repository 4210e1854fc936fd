import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import { plurals } from './plural.ts';

export type Language = 'zh' | 'en';
export type Words = (key: string, params?: Record<string, unknown>) => string;

const loaders: Record<Language, () => Promise<{ catalogues: Record<string, object> }>> = {
  zh: () => import('./zh/index.ts'),
  en: () => import('./en/index.ts'),
};

async function load(language: Language): Promise<void> {
  const { catalogues } = await loaders[language]();
  for (const [namespace, words] of Object.entries(catalogues)) {
    i18next.addResourceBundle(language, namespace, words);
  }
}

/** Loads one language and makes it current. Call once before the first render. */
export async function startWords(language: Language): Promise<void> {
  i18next.use(plurals);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['common'],
    defaultNS: 'common',
    resources: {},
    keySeparator: '.',
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Switches at run time; nothing is reloaded and nothing typed is lost. */
export async function switchLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/**
 * Words of one catalogue: `const t = useWords('orders'); t('title')`. Keys of others: `t('common:save')`.
 * A test reads the literal keys of each source file and looks them up in both languages.
 */
export function useWords(namespace = 'common'): Words {
  useLanguage();
  return (bound[namespace] ??= i18next.getFixedT(null, namespace) as unknown as Words);
}

/** Catalogues by name, the same function for all who ask: a list of 500 cells asks as cheaply as one. */
let bound: Record<string, Words> = {};
const listeners = new Set<() => void>();
i18next.on('languageChanged', () => {
  bound = {};
  for (const listener of listeners) listener();
});

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language that is on; whoever asks is drawn again when it changes. */
export function useLanguage(): string {
  return useSyncExternalStore(follow, () => i18next.language);
}

/** Words outside React (formatters, fault sentences): full keys, `words('ui:close')`. */
export const words: Words = (key, params) => String(i18next.t(key, params ?? {}));

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh';
}
