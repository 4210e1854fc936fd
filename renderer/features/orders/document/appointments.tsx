import { useWords } from '../../../i18n/index.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { Section, StatePill } from '../../../ui/index.ts';
import { useLifeWords } from '../life-words.ts';

type Row = OutputOf<'orders.get'>['appointments'][number];

/** Where a booking came from counts only where one was made. */
const isMade = (row: Row): boolean =>
  row.state === 'agreed' || row.state === 'changed' || row.state === 'proposed';

/** The call that proves a booking: who spoke, when, how long, and what was kept of it. */
function Proof({ row }: { row: Row }) {
  const t = useWords('orderdoc');
  const { f, person, say } = useLifeWords();
  const { call } = row;
  if (call === null)
    return isMade(row) ? <span className="faint">{say('booking_from', row.source)}</span> : null;
  return (
    <span className="faint">
      {t('axis.call', {
        who: person(call.staffName) || t('orders:doc.system'),
        when: f.date(call.at, 'always'),
      })}
      {call.seconds === null ? '' : ` · ${t('orders:doc.seconds', { n: call.seconds })}`}
      {call.evidence === 0 ? '' : ` · ${t('axis.evidence', { n: call.evidence })}`}
    </span>
  );
}

/** The appointment axis: every proposal, agreement, change and miss with who, why, whose fault and what proves it. */
export function AppointmentsSection({ rows }: { rows: readonly Row[] }) {
  const t = useWords('orders');
  const { f, person, say, reason, window } = useLifeWords();
  if (rows.length === 0) return null;
  return (
    <Section title={t('doc.axis')}>
      <ol className="ord-lines">
        {rows.toReversed().map((row) => (
          <li key={row.id}>
            <span className="grow">
              {say('appointment', row.state)} <strong>{window(row.startAt, row.endAt, row.day)}</strong>
              {row.reasonCode ? <span className="muted"> · {reason(row.reasonCode)}</span> : null}
              {row.faultOf === 'none' ? null : (
                <span className="muted"> · {say('fault_of', row.faultOf)}</span>
              )}
              <div>
                <Proof row={row} />
              </div>
            </span>
            {row.suspicious ? (
              <StatePill
                tone={row.clearedAt === null ? 'amber' : 'grey'}
                label={
                  row.clearedAt === null
                    ? say('suspicious', row.suspicious)
                    : t('orderdoc:axis.cleared', {
                        what: say('suspicious', row.suspicious),
                        who: person(row.clearedBy) || t('doc.system'),
                      })
                }
              />
            ) : null}
            <span className="faint ord-when">
              {person(row.staffName) || t('doc.system')} {f.date(row.at, 'always')}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
