import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { inLanguage, nameOf, personName } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import {
  Button,
  DocumentPage,
  ErrorLine,
  Facts,
  LineTable,
  Meter,
  Section,
  Skeleton,
  StatePill,
} from '../../../ui/index.ts';
import { DaysLeft } from '../days-left.tsx';
import { staffTables } from '../shapes.ts';
import { CloseTeamDialog, TeamDialog, TeamPeopleDialog } from './team-dialogs.tsx';

export const hoursOf = (minutes: number): string => String(Math.round(minutes / 6) / 10);
export const percentOf = (taken: number, of: number): number => (of === 0 ? 0 : (taken * 100) / of);

/** A team: its people with papers and load, its week. */
export function TeamDocument({ id }: { id: string }) {
  const t = useWords('teams');
  const ts = useWords('staff');
  const f = useFormat();
  const go = useNavigate();
  const mayWrite = useCan('staff.write') !== null;
  const [open, setOpen] = useState<'edit' | 'people' | 'close' | null>(null);
  const reopen = useCommand('staff.reopenTeam');
  const { data, faultText } = useQuery('staff.team', { id }, { keep: true, tables: staffTables });
  if (faultText) return <ErrorLine text={faultText} />;
  if (data === undefined || data.team.id !== id) return <Skeleton lines={10} />;
  const { team, people, days } = data;
  const close = () => setOpen(null);
  const load = (taken: number, of: number) => t('loadOf', { taken: hoursOf(taken), of: hoursOf(of) });
  return (
    <DocumentPage
      title={nameOf(team, f.language)}
      subtitle={`${team.code} · ${t(`kinds.${team.kind}`)} · ${t('count', { n: team.people })}`}
      marks={team.closed ? <StatePill label={t('closed')} /> : null}
      actions={
        mayWrite ? (
          team.closed ? (
            <Button
              variant="primary"
              hotkey="E"
              pending={reopen.pending}
              onPress={() => void reopen.run({ id: team.id, version: team.version })}
            >
              {t('reopen')}
            </Button>
          ) : (
            <>
              <Button variant="primary" hotkey="E" onPress={() => setOpen('edit')}>
                {t('edit')}
              </Button>
              <Button hotkey="M" onPress={() => setOpen('people')}>
                {t('people')}
              </Button>
              <Button hotkey="X" onPress={() => setOpen('close')}>
                {t('close')}
              </Button>
            </>
          )
        ) : null
      }
    >
      <ErrorLine text={reopen.faultText} />
      <Section>
        <Facts
          items={[
            {
              label: t('leader'),
              value:
                team.leaderName === null
                  ? t('noLeader')
                  : inLanguage(f.language, team.leaderName, team.leaderNameEn),
            },
            { label: t('orders'), value: team.openOrders },
            { label: t('load'), value: load(team.takenMinutes, team.capacityMinutes) },
          ]}
        />
      </Section>
      <Section title={t('week')}>
        <div className="team-load">
          {days.map((day) => (
            <div key={day.day}>
              <span>
                {f.weekday(day.day)} <span className="muted">{day.day.slice(5)}</span>
              </span>
              <Meter
                percent={percentOf(day.takenMinutes, day.capacityMinutes)}
                label={`${day.day} ${load(day.takenMinutes, day.capacityMinutes)}`}
              />
              <span className="muted">
                {hoursOf(day.takenMinutes)} / {hoursOf(day.capacityMinutes)}
              </span>
            </div>
          ))}
        </div>
      </Section>
      <Section title={t('peopleTitle')}>
        {people.length === 0 ? (
          <p className="muted">{t('noPeople')}</p>
        ) : (
          <LineTable
            label={t('peopleTitle')}
            rows={people}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'name',
                header: t('name'),
                cell: (row) => (
                  <Button size="small" variant="quiet" onPress={() => void go(`/staff/${row.id}`)}>
                    {row.code} {personName(row, f.language)}
                  </Button>
                ),
              },
              {
                id: 'today',
                header: t('today'),
                cell: (row) =>
                  row.off !== null ? (
                    <StatePill label={t(`off.${row.off}`)} tone="amber" shape="pause" />
                  ) : row.capacityMinutes === 0 ? (
                    <span className="faint">—</span>
                  ) : (
                    <span className={row.takenMinutes > row.capacityMinutes ? 'team-over' : undefined}>
                      {load(row.takenMinutes, row.capacityMinutes)}
                    </span>
                  ),
              },
              { id: 'orders', header: t('orders'), align: 'end', cell: (row) => row.openOrders },
              {
                id: 'paper',
                header: t('paper'),
                cell: (row) =>
                  row.papers === 0 ? (
                    <StatePill label={t('noPaper')} tone="amber" shape="warn" />
                  ) : row.soonest === null ? (
                    <span className="faint">{ts('noEnd')}</span>
                  ) : (
                    <>
                      {nameOf(row.soonest, f.language)} <DaysLeft days={row.soonest.daysLeft} />
                    </>
                  ),
              },
            ]}
          />
        )}
      </Section>
      {open === 'edit' ? <TeamDialog team={team} onClose={close} onSaved={close} /> : null}
      {open === 'people' ? <TeamPeopleDialog page={data} onClose={close} /> : null}
      {open === 'close' ? <CloseTeamDialog team={team} onClose={close} /> : null}
    </DocumentPage>
  );
}
