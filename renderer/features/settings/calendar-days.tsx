import { useState } from 'react';
import { addDays } from '../../../domain/time/business-day.ts';
import { useWords } from '../../i18n/index.ts';
import { faultText } from '../../lib/faults.ts';
import { api } from '../../lib/api.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Card, DateField, ErrorLine, Select, TextField } from '../../ui/index.ts';

/** One single day: what it is called, and its own hours where `text` is not null (empty: closed). */
export interface DayRow {
  day: string;
  nameZh: string;
  nameEn: string;
  kind: 'holiday' | 'swap' | 'own';
  text: string | null;
}

const byDay = (a: DayRow, b: DayRow) => (a.day < b.day ? -1 : 1);

/** Single days by year: official ones with their names, the outlet's own, and the hours that differ. */
export function CalendarDays(props: {
  rows: readonly DayRow[];
  onChange: (rows: DayRow[]) => void;
  mayWrite: boolean;
}) {
  const t = useWords('outlet');
  const f = useFormat();
  const { rows, mayWrite } = props;
  const thisYear = Number(f.today.slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [newDay, setNewDay] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const put = (day: string, patch: Partial<DayRow>) =>
    props.onChange(rows.map((one) => (one.day === day ? { ...one, ...patch } : one)));
  const takeOver = async () => {
    try {
      const { days } = await api.call('outlet.holidays', { year });
      setProblem(days.length === 0 ? t('calendar.notAnnounced', { year }) : null);
      const known = new Map(rows.map((one) => [one.day, one]));
      for (const one of days) known.set(one.day, { text: known.get(one.day)?.text ?? null, ...one });
      props.onChange([...known.values()].sort(byDay));
    } catch (error) {
      setProblem(faultText(error));
    }
  };
  // At the end of a year the first days of the next are wanted too
  const soon = addDays(f.today, 60);
  const shown = rows.filter(
    (row) => row.day.startsWith(`${year}-`) || (year === thisYear && row.day > f.today && row.day <= soon),
  );
  return (
    <Card
      title={t('calendar.days')}
      aside={
        <span className="row">
          <Select
            label={t('calendar.year')}
            quietLabel
            value={String(year)}
            onChange={(next) => setYear(Number(next))}
            options={[thisYear - 1, thisYear, thisYear + 1].map((one) => ({
              id: String(one),
              label: String(one),
            }))}
          />
          <Button size="small" hotkey="O" disabled={!mayWrite} onPress={() => void takeOver()}>
            {t('calendar.official')}
          </Button>
        </span>
      }
    >
      <p className="muted">{t('calendar.daysHint')}</p>
      <div className="settings-form">
        {shown.map((row) => (
          <div className="row calendar-day" key={row.day}>
            <span className="calendar-date">
              {row.day.slice(5)} <span className="muted">{f.weekday(row.day)}</span>
            </span>
            <TextField
              label={t('calendar.nameOf', { day: row.day })}
              quietLabel
              placeholder={t(`calendar.kind.${row.kind}`)}
              disabled={!mayWrite}
              value={f.language === 'en' ? row.nameEn : row.nameZh}
              onChange={(name) => put(row.day, f.language === 'en' ? { nameEn: name } : { nameZh: name })}
            />
            <Select
              label={t('calendar.hoursOf', { day: row.day })}
              quietLabel
              disabled={!mayWrite}
              value={row.text === null ? 'usual' : row.text === '' ? 'closed' : 'own'}
              onChange={(next) =>
                put(row.day, {
                  text: next === 'usual' ? null : next === 'closed' ? '' : row.text || '09:00-17:00',
                })
              }
              options={(['usual', 'closed', 'own'] as const).map((id) => ({
                id,
                label: t(`calendar.mode.${id}`),
              }))}
            />
            {row.text === null || row.text === '' ? null : (
              <TextField
                label={t('calendar.hours')}
                quietLabel
                disabled={!mayWrite}
                value={row.text}
                onChange={(text) => put(row.day, { text })}
              />
            )}
            <Button
              variant="quiet"
              disabled={!mayWrite}
              aria-label={t('calendar.removeDay', { day: row.day })}
              onPress={() => props.onChange(rows.filter((one) => one !== row))}
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
            disabled={!mayWrite || newDay === null || rows.some((row) => row.day === newDay)}
            onPress={() => {
              if (newDay !== null) {
                const row: DayRow = { day: newDay, nameZh: '', nameEn: '', kind: 'own', text: '' };
                props.onChange([...rows, row].sort(byDay));
                if (newDay > soon) setYear(Number(newDay.slice(0, 4)));
              }
              setNewDay(null);
            }}
          >
            {t('calendar.addDay')}
          </Button>
        </div>
        <ErrorLine text={problem} />
      </div>
    </Card>
  );
}
