import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { Screen, Tabs } from '../../ui/index.ts';
import { type PaperView, paperViews } from './views.ts';

/** Frame of the pages. */
export function PaperPage(props: { view: PaperView; actions?: ReactNode; children: ReactNode }) {
  const t = useWords('paper');
  const navigate = useNavigate();
  return (
    <Screen
      title={t('title')}
      page
      views={
        <Tabs
          label={t('views')}
          value={props.view}
          onChange={(id) => void navigate(`/paper/${id}`)}
          tabs={paperViews.map((id) => ({ id, label: t(`tab.${id}`) }))}
        />
      }
      actions={props.actions}
    >
      {props.children}
    </Screen>
  );
}
