import { useState } from 'react';
import { Route, Routes, useSearchParams } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import {
  EmptyState,
  ErrorLine,
  ListDocument,
  Screen,
  Skeleton,
  Tabs,
  useDocumentRoute,
} from '../../ui/index.ts';
import { ConnectionList } from './connection-list.tsx';
import { ConnectionPage } from './connection-page.tsx';
import { MessagesPane } from './messages-pane.tsx';
import { QuarantinePane } from './quarantine-pane.tsx';
import './platforms.css';

export function Feature() {
  return (
    <Routes>
      <Route path=":id?" element={<PlatformsScreen />} />
    </Routes>
  );
}

/** Connections with their health at the left, one of them opened at the right; what failed and what is odd as views. */
function PlatformsScreen() {
  const t = useWords('platforms');
  const { data, loading, faultText } = useQuery('platforms.list', {}, { keep: true });
  const [asked] = useSearchParams();
  const [view, setView] = useState(asked.get('view') ?? 'health');
  const route = useDocumentRoute('/platforms');
  const connections = data?.connections ?? [];
  const sum = (of: (row: (typeof connections)[number]) => number) =>
    connections.reduce((total, row) => total + of(row), 0);
  const tabs = [
    { id: 'health', label: t('view.health') },
    { id: 'messages', label: t('view.messages'), count: sum((row) => row.deadLetters + row.manual) },
    { id: 'quarantine', label: t('view.quarantine'), count: sum((row) => row.quarantined) },
  ];
  return (
    <Screen
      title={t('title')}
      views={<Tabs label={t('title')} value={view} onChange={setView} tabs={tabs} />}
    >
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={8} /> : null}
      {view === 'messages' ? <MessagesPane platforms={connections} /> : null}
      {view === 'quarantine' ? <QuarantinePane /> : null}
      {view === 'health' && data ? (
        <ListDocument
          name="platforms"
          initial={560}
          list={<ConnectionList rows={connections} openId={route.openId} onOpen={route.open} />}
          document={route.openId ? <ConnectionPage key={route.openId} id={route.openId} /> : null}
          placeholder={
            <EmptyState title={t('chooseTitle')} text={t(connections.length > 0 ? 'choose' : 'empty')} />
          }
          onClose={route.close}
        />
      ) : null}
    </Screen>
  );
}
