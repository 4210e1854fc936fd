import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCan, useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { addDays } from '../../lib/format.ts';
import { usePref } from '../../lib/prefs.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, ErrorLine, IconButton, Screen, Segments, Select, Skeleton } from '../../ui/index.ts';
import { DayBoard } from './day-board.tsx';
import { boardTables, type Day, nameOf } from './shapes.ts';
import { useCardActions } from './use-card-actions.ts';
import { WeekBoard } from './week-board.tsx';

/** The screen of one day. Day and view stand in the address; the team is this desk's own and remembered. */
export function DispatchScreen() {
  const t = useWords('dispatch');
  const f = useFormat();
  const navigate = useNavigate();
  const day = useParams().day ?? f.today;
  const withTeams = useFeature('teams');
  const [team, setTeam] = usePref<string>('dispatch.team', '');
  const isWeek = useLocation().pathname.startsWith('/dispatch/week');
  const place = (next: string, week: boolean) => `/dispatch/${week ? 'week/' : ''}${next}`;
  const goTo = (next: string) => void navigate(place(next, isWeek), { replace: true });
  const turn = () => void navigate(place(day, !isWeek));
  const teams = useQuery('dispatch.day', { day, teamId: null }, { keep: true, tables: boardTables }).data
    ?.teams;
  // A team that is no more is no filter
  const teamId = withTeams && team !== '' && teams?.some((one) => one.id === team) === true ? team : null;
  useKeys([{ keys: 'W', label: t(isWeek ? 'week:toDay' : 'week:toWeek'), run: turn }]);
  const span = isWeek ? 7 : 1;
  const { data, loading, faultText } = useQuery(
    'dispatch.day',
    { day, teamId },
    { keep: true, tables: boardTables },
  );
  return (
    <Screen
      title={t('title')}
      views={
        <>
          <span className="row">
            <IconButton
              label={t('dayBefore')}
              icon={<ChevronLeft size={16} />}
              hotkey="["
              onPress={() => goTo(addDays(day, -span))}
              variant="plain"
            />
            <strong>
              {day.slice(5)} {f.weekday(day)}{' '}
              {[-1, 0, 1].some((by) => addDays(f.today, by) === day) ? f.day(day) : ''}
            </strong>
            <IconButton
              label={t('dayAfter')}
              icon={<ChevronRight size={16} />}
              hotkey="]"
              onPress={() => goTo(addDays(day, span))}
              variant="plain"
            />
            {day === f.today ? null : (
              <Button size="small" variant="quiet" hotkey="." onPress={() => goTo(f.today)}>
                {t('toToday')}
              </Button>
            )}
          </span>
          <Segments
            label={t('week:view')}
            tabs={[
              { id: 'day', label: t('week:day') },
              { id: 'week', label: t('week:week') },
            ]}
            value={isWeek ? 'week' : 'day'}
            onChange={(id) => {
              if ((id === 'week') !== isWeek) turn();
            }}
          />
          {withTeams && data && data.teams.length > 1 ? (
            <Select
              label={t('team')}
              quietLabel
              options={[
                { id: '', label: t('allTeams') },
                ...data.teams.map((team) => ({ id: team.id, label: nameOf(team, f.language) })),
              ]}
              value={teamId ?? ''}
              onChange={setTeam}
            />
          ) : null}
        </>
      }
      actions={data && !isWeek ? <DayActions day={data} /> : null}
    >
      <ErrorLine text={faultText} />
      {isWeek ? (
        <WeekBoard fromDay={day} teamId={teamId} onOpen={(next) => void navigate(place(next, false))} />
      ) : loading || !data ? (
        <Skeleton lines={14} />
      ) : (
        <DayBoard day={data} teamId={teamId} />
      )}
    </Screen>
  );
}

function DayActions({ day }: { day: Day }) {
  const t = useWords('dispatch');
  const actions = useCardActions();
  const mayPrint = useCan('print.run') !== null;
  return (
    <>
      <ErrorLine text={actions.faultText} />
      {mayPrint ? (
        <Button
          hotkey="Shift+P"
          onPress={() => void actions.printDay(day)}
          disabled={day.cards.length === 0}
          pending={actions.pending}
        >
          {t('printDay')}
        </Button>
      ) : null}
    </>
  );
}
