import { useState } from 'react';
import { useNavigate } from 'react-router';
import { addDays, weekday } from '../../../../domain/time/business-day.ts';
import { useCan, useFeature } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { nameOf, personName } from '../../../lib/names.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, Card, Checkbox, ErrorLine, LineTable, Screen, Select, Skeleton } from '../../../ui/index.ts';
import { DayDialog } from './day-dialog.tsx';
import { PassDialog } from './pass-dialog.tsx';
import { PatternDialog } from './pattern-dialog.tsx';
import { type Place, PlanGrid } from './plan-grid.tsx';
import { type Pattern, planTables } from './shapes.ts';

const daysShown = 14;
const mondayOf = (day: string) => addDays(day, 1 - weekday(day));

type Open = { kind: 'day' } | { kind: 'pattern'; pattern: Pattern | null } | { kind: 'pass' };

/** Two weeks of everybody, the patterns behind them, and the orders nobody would go to. */
export function PlanScreen() {
  const t = useWords('plan');
  const f = useFormat();
  const go = useNavigate();
  const mayPlan = useCan('shifts.write') !== null;
  const mayAssign = useCan('orders.assign') !== null;
  const [fromDay, setFromDay] = useState(mondayOf(f.today));
  const withTeams = useFeature('teams');
  const [teamId, setTeamId] = useState('');
  const [place, setPlace] = useState<Place>({ row: 0, column: weekday(f.today) - 1 });
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const tables = { keep: true, tables: planTables };
  const {
    data: plan,
    loading,
    faultText,
  } = useQuery('staff.plan', { fromDay, days: daysShown, teamId: teamId === '' ? null : teamId }, tables);
  const { data: lost } = useQuery('staff.conflicts', { fromDay, days: daysShown }, tables);
  const end = useCommand('staff.removePattern');
  const person = plan?.people[Math.min(place.row, plan.people.length - 1)];
  const cell = person?.cells[place.column];
  const orders = lost?.orders ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const passing = orders.some((one) => chosen.has(one.id))
    ? orders.filter((one) => chosen.has(one.id))
    : orders;
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          {withTeams ? (
            <Select
              label={t('team')}
              quietLabel
              value={teamId}
              onChange={setTeamId}
              options={[
                { id: '', label: t('allTeams') },
                ...(plan?.teams ?? []).map((team) => ({ id: team.id, label: nameOf(team, f.language) })),
              ]}
            />
          ) : null}
          <Button hotkey="[" onPress={() => setFromDay(addDays(fromDay, -7))}>
            {t('earlier')}
          </Button>
          <Button hotkey="D" onPress={() => setFromDay(mondayOf(f.today))}>
            {t('toToday')}
          </Button>
          <Button hotkey="]" onPress={() => setFromDay(addDays(fromDay, 7))}>
            {t('later')}
          </Button>
          {mayPlan ? (
            <Button variant="primary" hotkey="N" onPress={() => setOpen({ kind: 'pattern', pattern: null })}>
              {t('newPattern')}
            </Button>
          ) : null}
          <Button variant="quiet" hotkey="B" onPress={() => void go('/staff')}>
            {t('back')}
          </Button>
        </>
      }
    >
      <ErrorLine text={faultText ?? end.faultText} />
      {loading || !plan ? (
        <Skeleton lines={12} />
      ) : (
        <div className="plan-body">
          <PlanGrid
            plan={plan}
            place={place}
            onPlace={setPlace}
            onOpen={(_person, opened) => {
              setPlace({ row: plan.people.indexOf(_person), column: _person.cells.indexOf(opened) });
              if (mayPlan) setOpen({ kind: 'day' });
            }}
          />
          <div className="plan-below">
            <Card
              title={t('without')}
              aside={
                mayAssign && orders.length > 0 ? (
                  <span className="row">
                    {passing === orders ? null : (
                      <span className="muted">{t('chosen', { n: passing.length })}</span>
                    )}
                    <Button size="small" hotkey="G" onPress={() => setOpen({ kind: 'pass' })}>
                      {passing === orders ? t('pass') : t('passChosen')}
                    </Button>
                  </span>
                ) : null
              }
            >
              {orders.length === 0 ? (
                <p className="muted">{t('noWithout')}</p>
              ) : (
                <>
                  <p className="muted">{t('withoutText')}</p>
                  <LineTable
                    label={t('without')}
                    rows={orders}
                    rowKey={(row) => row.id}
                    columns={[
                      {
                        id: 'choose',
                        header: '',
                        cell: (row) => (
                          <Checkbox
                            label={t('choose', { number: row.number })}
                            quietLabel
                            checked={chosen.has(row.id)}
                            onChange={(yes) => {
                              const next = new Set(chosen);
                              if (yes) next.add(row.id);
                              else next.delete(row.id);
                              setChosen(next);
                            }}
                          />
                        ),
                      },
                      {
                        id: 'number',
                        header: t('number'),
                        cell: (row) => (
                          <Button size="small" variant="quiet" onPress={() => void go(`/orders/${row.id}`)}>
                            {row.number}
                          </Button>
                        ),
                      },
                      { id: 'customer', header: t('customer'), cell: (row) => row.customerName },
                      { id: 'who', header: t('who'), cell: (row) => row.staffName },
                      {
                        id: 'when',
                        header: t('when'),
                        cell: (row) => (row.startAt === null ? f.day(row.day) : f.date(row.startAt)),
                      },
                    ]}
                  />
                </>
              )}
            </Card>
            <Card title={t('patterns')}>
              {plan.patterns.length === 0 ? (
                <p className="muted">{t('noPattern')}</p>
              ) : (
                <LineTable
                  label={t('patterns')}
                  rows={plan.patterns}
                  rowKey={(row) => row.id}
                  columns={[
                    { id: 'name', header: t('patternName'), cell: (row) => nameOf(row, f.language) },
                    { id: 'for', header: t('patternFor'), cell: (row) => ownerName(row) },
                    {
                      id: 'run',
                      header: t('fromDay'),
                      cell: (row) => t('running', { from: row.fromDay, n: row.cycle.length }),
                    },
                    {
                      id: 'end',
                      header: '',
                      align: 'end',
                      cell: (row) =>
                        mayPlan ? (
                          <span className="row staff-acts">
                            <Button
                              size="small"
                              variant="quiet"
                              aria-label={`${t('change')} ${nameOf(row, f.language)}`}
                              onPress={() => setOpen({ kind: 'pattern', pattern: row })}
                            >
                              {t('change')}
                            </Button>
                            <Button
                              size="small"
                              variant="quiet"
                              aria-label={t('ends', { name: nameOf(row, f.language) })}
                              onPress={() => void end.run({ id: row.id, version: row.version })}
                            >
                              {t('end')}
                            </Button>
                          </span>
                        ) : null,
                    },
                  ]}
                />
              )}
            </Card>
          </div>
        </div>
      )}
      {open?.kind === 'day' && person && cell ? (
        <DayDialog person={person} cell={cell} onClose={close} />
      ) : null}
      {open?.kind === 'pattern' && plan ? (
        <PatternDialog
          plan={plan}
          fromDay={fromDay < f.today ? addDays(mondayOf(f.today), 7) : fromDay}
          staffId={null}
          pattern={open.pattern}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'pass' ? <PassDialog orders={passing} onClose={close} /> : null}
    </Screen>
  );

  function ownerName(row: { staffId: string | null; teamId: string | null }): string {
    const one = plan?.people.find((who) => who.staffId === row.staffId);
    const team = plan?.teams.find((who) => who.id === row.teamId);
    return (
      (one ? personName(one, f.language) : undefined) ?? (team ? nameOf(team, f.language) : t('everyone'))
    );
  }
}
