import { useRef, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { type ListHandle, Segments, useDocumentRoute } from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import { SupplyIdle } from './supply-idle.tsx';
import { SupplyOrders } from './supply-orders.tsx';
import { SupplyProposals } from './supply-proposals.tsx';
import { supplyTables } from './supply-view.ts';
import './supply.css';

const views = ['proposed', 'skipped', 'orders', 'expiring', 'slow', 'unused'] as const;
type View = (typeof views)[number];

/** 补货: what should be ordered and why, orders of goods, and goods that lie. */
export function SupplyScreen() {
  const t = useWords('replenish');
  const { openId, open, close } = useDocumentRoute('/parts/supply');
  const [view, setView] = useState<View>('proposed');
  const list = useRef<ListHandle>(null);
  const proposed = useQuery('parts.supply', {}, { keep: true, tables: supplyTables });
  const [fresh, setFresh] = useState(true);
  const choose = (next: string) => {
    setFresh(false);
    close();
    setView(next as View);
  };
  const bar = (
    <Segments
      label={t('views')}
      value={view}
      onChange={choose}
      tabs={views.map((id) => ({
        id,
        label: t(`view.${id}`, { count: proposed.data?.skipped ?? 0 }),
      }))}
    />
  );
  const shared = { openId, open, close, list, fresh };
  return (
    <PartsPage
      view="supply"
      take={(hit) => {
        if (hit.kind !== 'part' || hit.partId === null || view === 'orders') return false;
        open(hit.partId, { now: true });
        return true;
      }}
    >
      <div className="parts-bar">{bar}</div>
      {view === 'orders' ? (
        <SupplyOrders {...shared} />
      ) : view === 'proposed' || view === 'skipped' ? (
        <SupplyProposals key={view} {...shared} skipped={view === 'skipped'} />
      ) : (
        <SupplyIdle key={view} {...shared} view={view} />
      )}
    </PartsPage>
  );
}
