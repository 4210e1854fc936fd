import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { Screen, Tabs } from '../../ui/index.ts';

export type PartsView = 'stock' | 'issue' | 'bags' | 'old' | 'requests' | 'papers';
const views: readonly PartsView[] = ['stock', 'issue', 'bags', 'old', 'requests', 'papers'];

/** The frame of every page of the stock room: title, pages, its own actions. */
export function PartsPage(props: {
  view: PartsView;
  actions?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}) {
  const t = useWords('parts');
  const navigate = useNavigate();
  const mayIssue = useCan('stock.issue') !== null;
  return (
    <Screen
      title={t('title')}
      views={
        <Tabs
          label={t('views')}
          value={props.view}
          onChange={(id) => void navigate(`/parts/${id}`)}
          tabs={views.filter((id) => id !== 'issue' || mayIssue).map((id) => ({ id, label: t(`tab.${id}`) }))}
        />
      }
      actions={props.actions}
      foot={props.foot}
    >
      {props.children}
    </Screen>
  );
}
