import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { inLanguage } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Card, ShapeMark } from '../../ui/index.ts';
import { walkButtons } from './walk.ts';
import { placeOf } from './places.ts';
import type { Today } from './types.ts';

type Alarm = Today['alarms'][number];

/** What is not as it should be outside the orders, most serious first; each opens where it is put right. */
export function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  const t = useWords('today');
  const navigate = useNavigate();
  return (
    <Card title={t('alarms')}>
      {alarms.length === 0 ? <p className="muted">{t('alarmNone')}</p> : null}
      <ul className="today-alarms" onKeyDown={walkButtons}>
        {alarms.map((alarm) => (
          <li key={alarm.code}>
            <button
              type="button"
              className="today-alarm"
              data-severity={alarm.severity}
              onClick={() => void navigate(placeOf(alarm.code))}
            >
              <ShapeMark shape={alarm.severity === 'stop' ? 'slash' : 'warn'} />
              <span>
                <Sentence alarm={alarm} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const hourMs = 3_600_000;

function Sentence({ alarm }: { alarm: Alarm }) {
  const t = useWords('today');
  const f = useFormat();
  const person = usePersonName();
  const { params } = alarm;
  const word = (name: 'kind' | 'part') =>
    inLanguage(f.language, String(params[`${name}Zh`] ?? ''), String(params[`${name}En`] ?? ''));
  const { day } = params;
  const hours = Math.max(1, Math.round((Number(params.lastMs ?? 0) - Number(params.nowMs ?? 0)) / hourMs));
  const days = Number(params.days ?? 0);
  return (
    <>
      {t(`alarm.${alarm.code}`, {
        ...params,
        ...(typeof params.name === 'string' ? { name: person(params.name) } : {}),
        gap: hours < 48 ? t('gapHours', { n: hours }) : t('gapDays', { n: Math.round(hours / 24) }),
        kind: word('kind'),
        day: typeof day === 'string' ? f.day(day) : '',
        part: word('part'),
        when: days < 0 ? t('expired') : t('expires', { days }),
      })}
    </>
  );
}
