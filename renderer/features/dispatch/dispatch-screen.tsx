import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { addDays } from '../../lib/format.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Button, ErrorLine, IconButton, Screen, Select, Skeleton } from '../../ui/index.ts';
import { DayBoard } from './day-board.tsx';
import { boardTables, type Day, nameOf } from './shapes.ts';
import { useCardActions } from './use-card-actions.ts';

/** The screen of one day. The day stands in the address; the team is remembered for as long as the screen lives. */
export function DispatchScreen() {
  const t = useWords('dispatch');
  const f = useFormat();
  const navigate = useNavigate();
  const day = useParams().day ?? f.today;
  const [teamId, setTeam] = useState<string | null>(null);
  const goTo = (next: string) => void navigate(`/dispatch/${next}`, { replace: true });
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
              onPress={() => goTo(addDays(day, -1))}
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
              onPress={() => goTo(addDays(day, 1))}
              variant="plain"
            />
            {day === f.today ? null : (
              <Button size="small" variant="quiet" hotkey="." onPress={() => goTo(f.today)}>
                {t('toToday')}
              </Button>
            )}
          </span>
          {data && data.teams.length > 1 ? (
            <Select
              label={t('team')}
              quietLabel
              options={[
                { id: '', label: t('allTeams') },
                ...data.teams.map((team) => ({ id: team.id, label: nameOf(team, f.language) })),
              ]}
              value={teamId ?? ''}
              onChange={(id) => setTeam(id === '' ? null : id)}
            />
          ) : null}
        </>
      }
      actions={data ? <DayActions day={data} /> : null}
    >
      <ErrorLine text={faultText} />
      {loading || !data ? <Skeleton lines={14} /> : <DayBoard day={data} teamId={teamId} />}
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
