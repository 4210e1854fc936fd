import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startLanguage } from './app/looks.tsx';
import { startWords } from './i18n/index.ts';
import { openApi } from './lib/api.ts';
import { listenToFocus } from './lib/keep-focus.ts';
import { listenToKeys } from './lib/keys.ts';
import { applyLooks, watchSystemTheme } from './lib/prefs.ts';
import './styles/index.css';

applyLooks();
watchSystemTheme();
listenToKeys();
listenToFocus();
await Promise.all([startWords(startLanguage()), openApi()]);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
