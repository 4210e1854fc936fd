import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Dialog, EmptyState, ErrorLine, Kbd, Skeleton } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { refusalText } from './refusal-text.ts';
import type { Card } from './shapes.ts';

/** Who could be there first: nobody under way, the nearest on top. Enter gives it for today. */
export function NearestDialog(props: {
  card: Card;
  onClose: () => void;
  onTake: (person: { id: string; name: string }) => void;
}) {
  const t = useWords('dispatch');
  const say = useTitle();
  const f = useFormat();
  const personName = usePersonName();
  const { data, loading, faultText } = useQuery('dispatch.nearest', { orderId: props.card.id });
  const people = data?.people ?? [];
  const [at, setAt] = useState(0);
  const move = (by: number) => setAt((now) => Math.max(0, Math.min(people.length - 1, now + by)));
  const take = (index: number) => {
    const one = people[index];
    if (one) props.onTake({ id: one.staffId, name: personName(one.name) });
  };
  useKeys([
    { keys: 'ArrowDown J', label: t('nextPerson'), run: () => move(1) },
    { keys: 'ArrowUp K', label: t('previousPerson'), run: () => move(-1) },
    { keys: 'Enter', label: t('giveIt'), run: () => take(at) },
  ]);
  return (
    <Dialog title={t('nearest.title', { title: say(props.card) })} open onClose={props.onClose} wide>
      <ErrorLine text={faultText} />
      {loading ? <Skeleton lines={6} /> : null}
      {data && people.length === 0 ? (
        <EmptyState title={t('nearest.none')} text={t('nearest.noneText')} />
      ) : null}
      <ul className="dispatch-people">
        {people.map((one, index) => (
          <li key={one.staffId}>
            <button
              type="button"
              className="dispatch-person"
              data-active={index === at || undefined}
              onClick={() => take(index)}
            >
              <span className="strong">{personName(one.name)}</span>
              <span className="muted">
                {[
                  one.distanceM === null ? t('nearest.unknown') : `${(one.distanceM / 1000).toFixed(1)} km`,
                  one.nextAt === null ? t('nearest.free') : t('nearest.until', { time: f.time(one.nextAt) }),
                  ...one.refusals.map((refusal) => refusalText(t, refusal)),
                ].join(' · ')}
              </span>
              <span />
              {index === at ? <Kbd keys="Enter" /> : <span />}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
