import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { inLanguage, nameOf } from '../../../lib/names.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import {
  Button,
  type Column,
  EmptyState,
  ErrorLine,
  type ListHandle,
  ListDocument,
  Screen,
  Skeleton,
  StatePill,
  useDocumentRoute,
  VirtualList,
} from '../../../ui/index.ts';
import { staffTables } from '../shapes.ts';
import { KindsDialog } from './kinds-dialog.tsx';
import { hoursOf, TeamDocument } from './team-document.tsx';
import { type Team, TeamDialog } from './team-dialogs.tsx';

/** Teams: list | document. */
export function TeamsScreen() {
  const t = useWords('teams');
  const f = useFormat();
  const go = useNavigate();
  const mayWrite = useCan('staff.write') !== null;
  const list = useRef<ListHandle>(null);
  const { openId, open, close } = useDocumentRoute('/staff/teams');
  const [asked, setAsked] = useState<'team' | 'kinds' | null>(null);
  const { data, loading, faultText } = useQuery(
    'staff.teams',
    { closed: true },
    { keep: true, tables: staffTables },
  );
  const teams = data?.teams ?? [];
  const at = teams.findIndex((row) => row.id === openId);
  const columns = useMemo(
    (): Column<Team>[] => [
      { id: 'code', header: t('code'), width: 56, cell: (row) => <span className="muted">{row.code}</span> },
      {
        id: 'name',
        header: t('nameZh'),
        width: 110,
        grow: true,
        cell: (row) => <span className="strong">{nameOf(row, f.language)}</span>,
      },
      {
        id: 'leader',
        header: t('leader'),
        width: 100,
        grow: true,
        cell: (row) =>
          row.closed ? (
            <StatePill label={t('closed')} />
          ) : row.leaderName === null ? (
            <span className="faint">{t('noLeader')}</span>
          ) : (
            inLanguage(f.language, row.leaderName, row.leaderNameEn)
          ),
      },
      {
        id: 'people',
        header: t('peopleTitle'),
        width: 84,
        align: 'end',
        cell: (row) => row.people,
      },
      {
        id: 'load',
        header: t('load'),
        width: 130,
        cell: (row) =>
          row.capacityMinutes === 0
            ? null
            : t('loadOf', { taken: hoursOf(row.takenMinutes), of: hoursOf(row.capacityMinutes) }),
      },
    ],
    [t, f.language],
  );
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Button variant="quiet" hotkey="B" onPress={() => void go('/staff')}>
            {t('back')}
          </Button>
          <Button hotkey="H" onPress={() => setAsked('kinds')}>
            {t('kindsTitle')}
          </Button>
          {mayWrite ? (
            <Button variant="primary" hotkey="N" onPress={() => setAsked('team')}>
              {t('add')}
            </Button>
          ) : null}
        </>
      }
    >
      <ErrorLine text={faultText} />
      <ListDocument
        name="teams"
        listRef={list}
        onClose={close}
        initial={640}
        initialLeft={720}
        list={
          loading ? (
            <Skeleton lines={6} />
          ) : (
            <VirtualList
              ref={list}
              label={t('title')}
              total={teams.length}
              version={teams.map((row) => `${row.id}${row.version}${row.people}${row.takenMinutes}`).join()}
              getSlice={(from, to) => Promise.resolve(teams.slice(from, to))}
              rowKey={(row) => row.id}
              columns={columns}
              active={at < 0 ? null : at}
              onActive={(_index, row) => row && open(row.id)}
              onOpen={(row) => open(row.id, { now: true })}
              autoFocus
              empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
            />
          )
        }
        document={openId === null ? null : <TeamDocument key={openId} id={openId} />}
        placeholder={<EmptyState title={t('chooseTitle')} text={t('chooseText')} />}
      />
      {asked === 'team' ? (
        <TeamDialog
          team={null}
          onClose={() => setAsked(null)}
          onSaved={(id) => {
            setAsked(null);
            open(id, { now: true });
          }}
        />
      ) : null}
      {asked === 'kinds' ? <KindsDialog onClose={() => setAsked(null)} /> : null}
    </Screen>
  );
}
