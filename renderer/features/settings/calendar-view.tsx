import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, Card, DateField, ErrorLine, Skeleton, TextField } from '../../ui/index.ts';

type Form = OutputOf<'outlet.calendar'>;
type Spans = Form['calendar']['weekly'][number];

const spansText = (spans: Spans) => spans.map((span) => `${span.from}-${span.to}`).join(', ');
/** «08:00-12:00, 13:00-18:30»; what is no span is left for the host to refuse. */
const readSpans = (text: string): Spans =>
  text
    .split(/[,;\s\uff0c]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = ''] = part.replace(/[\u2013\u2014~]/, '-').split('-');
      return { from: from.padStart(5, '0'), to: to.padStart(5, '0') };
    });

export function CalendarView() {
  const { data, loading, faultText } = useQuery('outlet.calendar', {});
  if (loading) return <Skeleton lines={8} />;
  if (!data) return <ErrorLine text={faultText} />;
  return <Editor key={data.version} form={data} />;
}

function Editor({ form }: { form: Form }) {
  const t = useWords('outlet');
  const mayWrite = useCan('settings.write') !== null;
  const save = useCommand('outlet.saveCalendar');
  const { calendar } = form;
  const [weekly, setWeekly] = useState(calendar.weekly.map(spansText));
  const [seasons, setSeasons] = useState(calendar.seasons.map((season) => season.weekly.map(spansText)));
  const [days, setDays] = useState(
    calendar.days.map((row) => ({ day: row.day, text: spansText(row.spans) })),
  );
  const [newDay, setNewDay] = useState<string | null>(null);
  const run = () =>
    save.run({
      version: form.version,
      calendar: {
        weekly: weekly.map(readSpans),
        seasons: calendar.seasons.map((season, at) => ({
          ...season,
          weekly: (seasons[at] ?? []).map(readSpans),
        })),
        days: days.map((row) => ({ day: row.day, spans: readSpans(row.text) })),
      },
    });
  const week = (rows: readonly string[], put: (rows: string[]) => void) =>
    rows.map((text, at) => (
      <TextField
        key={at}
        side
        label={t(`calendar.weekday.${at + 1}`)}
        placeholder={t('calendar.closed')}
        disabled={!mayWrite}
        value={text}
        onChange={(next) => put(rows.map((one, index) => (index === at ? next : one)))}
      />
    ));
  return (
    <div className="stack">
      <p className="muted">{t('calendar.hint')}</p>
      <div className="ui-grid ui-grid-2">
        <Card title={t('calendar.weekly')}>
          <div className="settings-form">{week(weekly, setWeekly)}</div>
        </Card>
        {seasons.map((rows, at) => (
          <Card
            key={at}
            title={t('calendar.season', { from: calendar.seasons[at]?.from, to: calendar.seasons[at]?.to })}
          >
            <div className="settings-form">
              {week(rows, (next) => setSeasons(seasons.map((one, index) => (index === at ? next : one))))}
            </div>
          </Card>
        ))}
        <Card title={t('calendar.days')}>
          <div className="settings-form">
            {days.map((row, at) => (
              <div className="row" key={row.day}>
                <TextField
                  side
                  label={row.day}
                  placeholder={t('calendar.closed')}
                  disabled={!mayWrite}
                  value={row.text}
                  onChange={(text) =>
                    setDays(days.map((one, index) => (index === at ? { ...one, text } : one)))
                  }
                />
                <Button
                  variant="quiet"
                  disabled={!mayWrite}
                  onPress={() => setDays(days.filter((one) => one !== row))}
                >
                  {t('calendar.remove')}
                </Button>
              </div>
            ))}
            <div className="row">
              <DateField
                label={t('calendar.day')}
                quietLabel
                value={newDay}
                onChange={setNewDay}
                disabled={!mayWrite}
              />
              <Button
                disabled={!mayWrite || newDay === null || days.some((row) => row.day === newDay)}
                onPress={() => {
                  if (newDay !== null)
                    setDays([...days, { day: newDay, text: '' }].sort((a, b) => (a.day < b.day ? -1 : 1)));
                  setNewDay(null);
                }}
              >
                {t('calendar.addDay')}
              </Button>
            </div>
          </div>
        </Card>
      </div>
      <ErrorLine text={save.faultText} />
      {mayWrite ? (
        <Button variant="primary" hotkey="Mod+S" pending={save.pending} onPress={() => void run()}>
          {t('save')}
        </Button>
      ) : null}
    </div>
  );
}
