import { useNavigate } from 'react-router';
import { useCan, useSession } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { zonedParts } from '../../lib/format.ts';
import { personName } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import { outletZone, useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Button, ErrorLine, Skeleton } from '../../ui/index.ts';
import { Alarms } from './alarms.tsx';
import { People } from './people.tsx';
import { Platforms } from './platforms.tsx';
import { Tiles } from './tiles.tsx';
import { Urgent } from './urgent.tsx';
import type { Today } from './types.ts';

/** Everything here is asked again when its rows change; counts that depend on the clock, once a minute. */
const minuteMs = 60_000;

export function TodayScreen() {
  const t = useWords('today');
  const navigate = useNavigate();
  const { data, loading, faultText } = useQuery('today.get', {}, { keep: true, refetchMs: minuteMs });
  const first = data?.urgent[0];
  const mayPrint = useCan('print.run') !== null;
  const mayKey = useCan('slips.key') !== null;
  return (
    <section className="today" aria-label={t('title')}>
      <div className="today-inner">
        <header className="today-head">
          <div>
            <h1>
              <Greeting />
            </h1>
            {data ? <Line today={data} /> : null}
          </div>
          <div className="ui-screen-actions">
            {mayPrint ? (
              <Button hotkey="P" onPress={() => void navigate('/paper')}>
                {t('paper')}
              </Button>
            ) : null}
            {mayKey ? (
              <Button hotkey="V" onPress={() => void navigate('/visits')}>
                {t('slips')}
              </Button>
            ) : null}
            {first ? (
              <Button variant="primary" hotkey="Enter" onPress={startFirst}>
                {t('start')}
              </Button>
            ) : null}
          </div>
        </header>
        <ErrorLine text={faultText} />
        {loading ? <Skeleton lines={16} /> : null}
        {data ? (
          <>
            {data.tiles.length > 0 ? <Tiles tiles={data.tiles} late={data.late} /> : null}
            <div className="today-two" data-wide={data.platforms.length === 0 || undefined}>
              <Urgent rows={data.urgent} />
              <div className="today-side">
                {data.platforms.length > 0 ? <Platforms today={data} /> : null}
                <Alarms alarms={data.alarms} />
              </div>
            </div>
            <People today={data} />
          </>
        ) : null}
      </div>
    </section>
  );
}

/** To the most urgent row: from there arrows walk and Enter takes its step. */
function startFirst(): void {
  document.querySelector<HTMLElement>('.today-line')?.focus();
}

function Greeting() {
  const t = useWords('today');
  const f = useFormat();
  const { staff } = useSession();
  const name = personName(staff, f.language);
  const hour = Number(zonedParts(f.nowMs, outletZone()).time.slice(0, 2));
  const part = hour < 11 ? 'morning' : hour < 13 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';
  return <>{t(`greeting.${part}`, { name })}</>;
}

function Line({ today }: { today: Today }) {
  const t = useWords('today');
  const person = usePersonName();
  const f = useFormat();
  const away = today.away.map((leave) =>
    t('away', {
      name: person(leave.name),
      kind: t(`kind.${leave.kind}`),
      when:
        leave.fromClock <= '09:00' && leave.toClock >= '18:00'
          ? t('allDay')
          : leave.fromClock <= '09:00'
            ? t('before', { time: leave.toClock })
            : t('after', { time: leave.fromClock }),
    }),
  );
  return (
    <div className="muted">
      {[
        `${today.day.slice(5)} ${f.weekday(today.day)}`,
        t('line', { visits: today.visits, duty: today.onDuty }),
        ...away.slice(0, 3),
      ].join(' · ')}
    </div>
  );
}
