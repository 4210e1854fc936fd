import { Navigate, Route, Routes, useNavigate } from 'react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Screen, Tabs } from '../../ui/index.ts';
import { CountView } from './count.tsx';
import { PrintersView } from './printers.tsx';
import { QueueView } from './queue.tsx';
import './paper.css';

/** 打印: what waits, which printers, and whether every slip of the day came out. */
export function Feature() {
  return (
    <Routes>
      <Route index element={<Navigate to="/paper/queue" replace />} />
      <Route path="queue" element={<QueueView />} />
      <Route path="printers" element={<PrintersView />} />
      <Route path="count" element={<CountView />} />
      <Route path="*" element={<Navigate to="/paper/queue" replace />} />
    </Routes>
  );
}

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
