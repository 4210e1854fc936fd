import type { InputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { personName } from '../../../lib/names.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { ErrorLine } from '../../../ui/index.ts';
import { allSpans, isWholeDay, planTables } from './shapes.ts';

/** Four weeks under a pattern that is not saved yet, with what is written down beside it and the orders it would leave. */
export function PatternPreview({ input }: { input: InputOf<'staff.tryPattern'> }) {
  const t = useWords('plan');
  const f = useFormat();
  const { data, faultText } = useQuery('staff.tryPattern', input, { keep: true, tables: planTables });
  if (data === undefined) return <ErrorLine text={faultText} />;
  const more = data.conflicts - data.conflictsNow;
  return (
    <section className="plan-preview" aria-label={t('preview')}>
      <h3>
        {t('preview')} <span className="muted">{t('rules', { n: data.people })}</span>
      </h3>
      <ol>
        {data.days.map((day) => (
          <li key={day.day} data-off={day.off ?? undefined}>
            <span className="muted">
              {f.weekday(day.day)} {day.day.slice(5)}
            </span>
            <strong>
              {day.off !== null
                ? t(`off.${day.off}`)
                : isWholeDay(day.spans)
                  ? t('free')
                  : allSpans(day.spans)}
            </strong>
          </li>
        ))}
      </ol>
      <p className={more > 0 ? 'plan-warn' : 'muted'}>
        {more > 0 ? t('makes', { n: more }) : t('makesNone')}
      </p>
      <p className="muted">
        {data.exceptions.length === 0
          ? t('noExceptions')
          : `${t('exceptions')}: ${data.exceptions
              .slice(0, 12)
              .map((one) => `${personName(one, f.language)} ${one.day.slice(5)} ${t(`kinds.${one.kind}`)}`)
              .join(' · ')}${data.exceptions.length > 12 ? ' …' : ''}`}
      </p>
    </section>
  );
}
