import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCan, useFeature } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { addDays } from '../../lib/format.ts';
import { nameOf } from '../../lib/names.ts';
import { usePref } from '../../lib/prefs.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, ErrorLine, IconButton, Screen, Segments, Select, Skeleton } from '../../ui/index.ts';
import { DayBoard } from './day-board.tsx';
import type { Day } from './shapes.ts';
import { ShopsView } from './shops-view.tsx';
import { useCardActions } from './use-card-actions.ts';
import { WeekBoard } from './week-board.tsx';

type View = 'day' | 'week' | 'shops';

const viewOf = (path: string): View =>
  path.startsWith('/dispatch/week') ? 'week' : path.startsWith('/dispatch/shops') ? 'shops' : 'day';
const placeOf = (view: View, day: string) => `/dispatch/${view === 'day' ? '' : `${view}/`}${day}`;

/** The screen of one day. Day and view stand in the address; the team is this desk's own and remembered. */
export function DispatchScreen() {
  const t = useWords('dispatch');
  const f = useFormat();
  const navigate = useNavigate();
  const day = useParams().day ?? f.today;
  const withTeams = useFeature('teams');
  const [team, setTeam] = usePref<string>('dispatch.team', '');
  const withShops = useFeature('sub_shops');
  const view = viewOf(useLocation().pathname);
  const isWeek = view === 'week';
  const goTo = (next: string) => void navigate(placeOf(view, next), { replace: true });
  const show = (next: View) => void navigate(placeOf(next, day));
  const teams = useQuery('dispatch.day', { day, teamId: null }, { keep: true }).data?.teams;
  // A team that is no more is no filter
  const teamId = withTeams && team !== '' && teams?.some((one) => one.id === team) === true ? team : null;
  useKeys([
    {
      keys: 'W',
      label: t(isWeek ? 'week:toDay' : 'week:toWeek'),
      run: () => show(isWeek ? 'day' : 'week'),
    },
    withShops
      ? {
          keys: 'Alt+W',
          label: t(view === 'shops' ? 'week:toDay' : 'shops.show'),
          run: () => show(view === 'shops' ? 'day' : 'shops'),
        }
      : null,
  ]);
  const span = isWeek ? 7 : 1;
  const { data, loading, faultText } = useQuery('dispatch.day', { day, teamId }, { keep: true });
  return (
    <Screen
      title={t('title')}
      views={
        <>
          <Segments
            label={t('week:view')}
            tabs={[
              { id: 'day', label: t('week:day') },
              { id: 'week', label: t('week:week') },
              ...(withShops ? [{ id: 'shops', label: t('shops.title') }] : []),
            ]}
            value={view}
            onChange={(id) => {
              if (id !== view) show(id as View);
            }}
          />
          {view === 'shops' ? null : (
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
          )}
          {view !== 'shops' && withTeams && data && data.teams.length > 1 ? (
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
      actions={data && view === 'day' ? <DayActions day={data} /> : null}
    >
      <ErrorLine text={faultText} />
      {isWeek ? (
        <WeekBoard fromDay={day} teamId={teamId} onOpen={(next) => void navigate(placeOf('day', next))} />
      ) : view === 'shops' ? (
        <ShopsView />
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
