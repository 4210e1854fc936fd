import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { Screen, Tabs } from '../../ui/index.ts';

/** Frame of the three pages. */
export function PaperPage(props: {
  view: 'queue' | 'printers' | 'count';
  actions?: ReactNode;
  children: ReactNode;
}) {
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
          tabs={(['queue', 'printers', 'count'] as const).map((id) => ({ id, label: t(`tab.${id}`) }))}
        />
      }
      actions={props.actions}
    >
      {props.children}
    </Screen>
  );
}
