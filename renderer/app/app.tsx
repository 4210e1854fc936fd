import { useEffect, useRef } from 'react';
import { HashRouter } from 'react-router';
import { useConnection } from '../lib/connection.ts';
import { forgetDrafts } from '../lib/drafts.ts';
import { ApiFault } from '../lib/faults.ts';
import { followChanges, queryClient, ServerState } from '../lib/query.tsx';
import { Skeleton } from '../ui/screen.tsx';
import { FirstRun } from './first-run.tsx';
import { Frame } from './frame.tsx';
import { LockCover, LoginPage } from './login.tsx';
import { AwayPage, Boundary, RefusedPage } from './pages.tsx';
import { RescuePage, shutFault } from './rescue.tsx';
import { SessionProvider, useMe } from './session.tsx';

export function App() {
  return (
    <Boundary name="app">
      <ServerState>
        <Desk />
      </ServerState>
    </Boundary>
  );
}

/** Which page this desk is on: refused, away, first run, login, or the frame (covered while locked). */
function Desk() {
  const connection = useConnection();
  const { data: me, fault } = useMe();
  useEffect(() => followChanges(), []);
  usePersonChange(me?.staff?.id ?? null, me?.state ?? null);

  const refused = connection.state === 'refused' ? new ApiFault(connection.code, connection.params) : null;
  const shut = shutFault(fault) ?? shutFault(refused);
  if (shut) return <RescuePage code={shut.code} params={shut.params} />;
  if (connection.state === 'refused')
    return <RefusedPage code={connection.code} params={connection.params} />;
  if (!me) return fault || connection.state === 'away' ? <AwayPage /> : <Skeleton lines={10} />;
  if (!me.outlet) return <FirstRun />;
  if (me.state === 'out') return <LoginPage me={me} />;
  const locked = me.state === 'locked';
  return (
    <SessionProvider me={me}>
      <div className="desk" inert={locked} data-locked={locked || undefined}>
        {/* No transitions: a key pressed after the one that changed the room belongs to the new room, at once. */}
        <HashRouter useTransitions={false}>
          <Frame />
        </HashRouter>
      </div>
      {locked ? <LockCover me={me} /> : null}
    </SessionProvider>
  );
}

/** Answers belong to the person who asked: another one starts with none, an unlock reads them again. */
function usePersonChange(staffId: string | null, state: string | null): void {
  const last = useRef({ staffId, state });
  useEffect(() => {
    const before = last.current;
    last.current = { staffId, state };
    const others = {
      predicate: (query: { queryKey: readonly unknown[] }) =>
        !String(query.queryKey[0]).startsWith('session.'),
    };
    if (before.staffId !== staffId && before.staffId !== null) {
      forgetDrafts();
      queryClient.removeQueries(others);
    } else if (state === 'in' && before.state !== 'in' && before.state !== null)
      void queryClient.invalidateQueries(others);
  }, [staffId, state]);
}
