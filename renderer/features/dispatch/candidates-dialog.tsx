import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Dialog, ErrorLine, Kbd, Skeleton, StatePill } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { hours } from '../../lib/format.ts';
import { hardOf, reasonsText, refusalText } from './refusal-text.ts';
import type { Candidate, Card } from './shapes.ts';

/** Who can take this order and why, who cannot and why not; best first. Enter gives to the one under the cursor. */
export function CandidatesDialog(props: {
  card: Card;
  day: string;
  slotId: string | null;
  onClose: () => void;
  onTake: (candidate: Candidate) => void;
}) {
  const t = useWords('dispatch');
  const say = useTitle();
  const { data, loading, faultText } = useQuery('dispatch.candidates', {
    orderId: props.card.id,
    ...(props.slotId === null ? {} : { day: props.day, slotId: props.slotId }),
  });
  return (
    <Dialog title={t('who', { title: say(props.card) })} open onClose={props.onClose} wide>
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={8} /> : null}
      {data ? <Rows candidates={data.candidates} onTake={props.onTake} /> : null}
    </Dialog>
  );
}

function Rows({
  candidates,
  onTake,
}: {
  candidates: readonly Candidate[];
  onTake: (candidate: Candidate) => void;
}) {
  const t = useWords('dispatch');
  const personName = usePersonName();
  const [at, setAt] = useState(0);
  const move = (by: number) => setAt((now) => Math.max(0, Math.min(candidates.length - 1, now + by)));
  const take = (candidate: Candidate | undefined) => {
    if (candidate && !hardOf(candidate)) onTake(candidate);
  };
  useKeys([
    { keys: 'ArrowDown J', label: t('nextPerson'), run: () => move(1) },
    { keys: 'ArrowUp K', label: t('previousPerson'), run: () => move(-1) },
    { keys: 'Enter', label: t('giveIt'), run: () => take(candidates[at]) },
  ]);
  const can = candidates.filter((one) => one.refusals.length === 0).length;
  return (
    <>
      <p className="muted">{t('whoSum', { can, not: candidates.length - can })}</p>
      <ul className="dispatch-people">
        {candidates.map((one, index) => (
          <li key={one.staffId}>
            <button
              type="button"
              className="dispatch-person"
              data-active={index === at || undefined}
              data-hard={hardOf(one) ? '' : undefined}
              aria-disabled={Boolean(hardOf(one))}
              ref={(line) => {
                if (line && index === at) line.scrollIntoView({ block: 'nearest' });
              }}
              onClick={() => {
                setAt(index);
                take(one);
              }}
            >
              <span className="strong">{personName(one.name)}</span>
              <span className="dispatch-why">
                {one.refusals.length === 0
                  ? reasonsText(t, one).map((text) => <StatePill key={text} label={text} tone="green" />)
                  : one.refusals.map((refusal) => (
                      <StatePill
                        key={refusal.code}
                        label={refusalText(t, refusal)}
                        tone={refusal.hard ? 'red' : 'amber'}
                        shape={refusal.hard ? 'slash' : 'warn'}
                      />
                    ))}
              </span>
              <span className="faint num">
                {t('loadLong', {
                  jobs: one.jobs,
                  hours: hours(one.takenMinutes),
                  of: hours(one.capacityMinutes),
                })}
              </span>
              {index === at && !hardOf(one) ? <Kbd keys="Enter" /> : <span />}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
