/**
 * Parts and patterns with sample data, for looking and for browser tests; not part of the packaged program.
 * `gallery.html?scene=orders&lang=en&theme=dark&rows=200000`
 */
import { createRoot } from 'react-dom/client';
import { HashRouter, Route, Routes } from 'react-router';
import { App } from '../app/app.tsx';
import { startWords } from '../i18n/index.ts';
import { openApi } from '../lib/api.ts';
import { setNow } from '../lib/clock.ts';
import { listenToKeys } from '../lib/keys.ts';
import { applyLooks, writePref } from '../lib/prefs.ts';
import { ServerState } from '../lib/query.tsx';
import { Toasts } from '../ui/index.ts';
import '../styles/index.css';
import './gallery.css';
import { fakeTransport } from './fake-host.ts';
import { BoardScene } from './board-scene.tsx';
import { OrdersScene } from './orders-scene.tsx';
import { PartsScene } from './parts-scene.tsx';
import { QueueScene } from './queue-scene.tsx';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'parts';
const scenes: Record<string, () => React.ReactNode> = {
  parts: () => <PartsScene />,
  orders: () => <OrdersScene rows={Number(query.get('rows') ?? 84_213)} />,
  board: () => <BoardScene />,
  queue: () => <QueueScene />,
};

// 2026-11-21 08:47 in the outlet's zone: pictures do not change from day to day.
setNow(() => Date.UTC(2026, 10, 21, 0, 47));
localStorage.clear();
writePref('theme', query.get('theme') ?? 'light');
writePref('language', query.get('lang') ?? 'zh');
applyLooks();
listenToKeys();
await Promise.all([
  startWords(query.get('lang') === 'en' ? 'en' : 'zh'),
  openApi(fakeTransport(query.get('state') ?? 'in')),
]);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    scene === 'app' ? (
      <App />
    ) : (
      <ServerState>
        <HashRouter>
          <div className="gallery">
            <Routes>
              <Route path="/:id?" element={scenes[scene]?.()} />
            </Routes>
          </div>
          <Toasts />
        </HashRouter>
      </ServerState>
    ),
  );
}
