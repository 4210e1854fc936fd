import { useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, Card, ErrorLine, Skeleton, TextField } from '../../ui/index.ts';
import { CalendarDays, type DayRow } from './calendar-days.tsx';

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

/** Single days as rows: those with a name, those with hours of their own, those with both. */
function rowsOf(calendar: Form['calendar']): DayRow[] {
  const rows = new Map<string, DayRow>();
  for (const note of calendar.notes) rows.set(note.day, { ...note, text: null });
  for (const { day, spans } of calendar.days)
    rows.set(day, {
      ...(rows.get(day) ?? { day, nameZh: '', nameEn: '', kind: 'own' as const }),
      text: spansText(spans),
    });
  return [...rows.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

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
  const [seasonSpans, setSeasonSpans] = useState(calendar.seasons.map(({ from, to }) => ({ from, to })));
  const [days, setDays] = useState(rowsOf(calendar));
  const run = () =>
    save.run({
      version: form.version,
      calendar: {
        weekly: weekly.map(readSpans),
        seasons: seasonSpans.map((span, at) => ({ ...span, weekly: (seasons[at] ?? []).map(readSpans) })),
        days: days.flatMap(({ day, text }) => (text === null ? [] : [{ day, spans: readSpans(text) }])),
        notes: days.flatMap(({ text: _text, ...note }) =>
          note.nameZh === '' && note.nameEn === '' ? [] : [note],
        ),
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
            title={t('calendar.season', seasonSpans[at])}
            aside={
              <Button
                size="small"
                variant="quiet"
                disabled={!mayWrite}
                onPress={() => {
                  setSeasons(seasons.filter((_one, index) => index !== at));
                  setSeasonSpans(seasonSpans.filter((_one, index) => index !== at));
                }}
              >
                {t('calendar.remove')}
              </Button>
            }
          >
            <div className="row">
              {(['from', 'to'] as const).map((end) => (
                <TextField
                  key={end}
                  label={t(`calendar.${end}`)}
                  disabled={!mayWrite}
                  value={seasonSpans[at]?.[end] ?? ''}
                  onChange={(text) =>
                    setSeasonSpans(
                      seasonSpans.map((one, index) => (index === at ? { ...one, [end]: text } : one)),
                    )
                  }
                />
              ))}
            </div>
            <div className="settings-form">
              {week(rows, (next) => setSeasons(seasons.map((one, index) => (index === at ? next : one))))}
            </div>
          </Card>
        ))}
        <CalendarDays rows={days} onChange={setDays} mayWrite={mayWrite} />
      </div>
      <ErrorLine text={save.faultText} />
      {mayWrite ? (
        <Button
          onPress={() => {
            setSeasons([...seasons, weekly]);
            setSeasonSpans([...seasonSpans, { from: '12-01', to: '02-28' }]);
          }}
        >
          {t('calendar.addSeason')}
        </Button>
      ) : null}
      {mayWrite ? (
        <Button variant="primary" hotkey="Mod+S" pending={save.pending} onPress={() => void run()}>
          {t('save')}
        </Button>
      ) : null}
    </div>
  );
}
