import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCanAny } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { ErrorLine, Screen, Segments, Tabs } from '../../ui/index.ts';
import { partsRooms } from './rooms.ts';
import { ScanDesk, type TakeScan } from './scan-desk.tsx';
import { partsGroups, partsTabsFor, type PartsView } from './tabs.ts';

/** The frame of every page of the stock room: title, pages, its own actions, the field that takes any scan. */
export function PartsPage(props: {
  view: PartsView;
  actions?: ReactNode;
  foot?: ReactNode;
  /** What this page does with a scan; what it leaves opens where it belongs. */
  take?: TakeScan;
  children: ReactNode;
}) {
  const t = useWords('parts');
  const [told, setTold] = useState<string | null>(null);
  return (
    <Screen
      title={t('title')}
      views={<PartsTabs view={props.view} />}
      actions={
        <>
          <ScanDesk view={props.view} take={props.take} onTold={setTold} />
          {props.actions}
        </>
      }
      foot={props.foot}
    >
      <ErrorLine text={told} />
      {props.children}
    </Screen>
  );
}

function PartsTabs({ view }: { view: PartsView }) {
  const t = useWords('parts');
  const navigate = useNavigate();
  const { tabs, grouped } = partsTabsFor(partsRooms, useCanAny());
  const go = (id: string) => void navigate(`/parts/${id}`);
  const group = tabs.find((tab) => tab.id === view)?.group;
  const shown = (grouped ? tabs.filter((tab) => tab.group === group) : tabs).map(({ id, label }) => ({
    id,
    label: t(label),
  }));
  const pages = <Tabs label={t('views')} value={view} onChange={go} tabs={shown} />;
  if (!grouped) return pages;
  return (
    <div className="parts-views">
      <Segments
        label={t('groups')}
        value={group ?? ''}
        onChange={(next) => go(tabs.find((tab) => tab.group === next)?.id ?? 'stock')}
        tabs={partsGroups.map((id) => ({ id, label: t(`group.${id}`) }))}
      />
      {pages}
    </div>
  );
}
