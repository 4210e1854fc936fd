import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Button, Dialog, ErrorLine, Skeleton } from '../../ui/index.ts';
import { offerUndo } from '../orders/undo.ts';
import { useTitle } from '../orders/use-title.ts';
import type { UrgentRow } from './types.ts';

/** So many people are worth a look here; the whole list is the order's own question. */
const looked = 4;

/** A look at who would take it, best first, and Enter gives it; undo takes it back. */
export function GiveDialog({ row, onClose }: { row: UrgentRow; onClose: () => void }) {
  const t = useWords('today');
  const navigate = useNavigate();
  const person = usePersonName();
  const title = useTitle();
  const assign = useCommand('dispatch.assign');
  const order = useQuery('orders.get', { id: row.id });
  const { data, loading, faultText } = useQuery('dispatch.candidates', { orderId: row.id });
  const people = (data?.candidates ?? []).filter((one) => one.refusals.length === 0).slice(0, looked);
  const [at, setAt] = useState(0);
  const chosen = people[Math.min(at, people.length - 1)];
  const move = (by: number) => setAt((now) => Math.max(0, Math.min(people.length - 1, now + by)));
  useKeys([
    { keys: 'ArrowDown', label: '', run: () => move(1) },
    { keys: 'ArrowUp', label: '', run: () => move(-1) },
    ...people.map((one, index) => ({
      keys: String(index + 1),
      label: person(one.name),
      run: () => setAt(index),
    })),
  ]);
  const go = async () => {
    if (chosen === undefined || !order.data) return;
    const { id, version } = order.data.order;
    const done = await assign.run({ id, version, staffId: chosen.staffId, override: [] });
    if (done === null) return;
    offerUndo(t, 'assign', done, row.number);
    onClose();
  };
  const percent = (one: (typeof people)[number]) =>
    one.capacityMinutes === 0 ? 0 : Math.round((one.takenMinutes * 100) / one.capacityMinutes);
  return (
    <Dialog
      title={t('give.title', { number: row.number })}
      open
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" hotkey="O" onPress={() => void navigate(`/orders/${row.id}`)}>
            {t('give.more')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={chosen === undefined || !order.data}
            pending={assign.pending}
            onPress={() => void go()}
          >
            {t('action.assignTo', { name: person(chosen?.name) })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          <strong>{title(row)}</strong> · {row.customerName}
          {order.data ? <span className="muted"> · {order.data.order.address}</span> : null}
        </p>
        {loading ? <Skeleton lines={4} /> : null}
        {!loading && people.length === 0 ? <p className="muted">{t('give.nobody')}</p> : null}
        <ul className="today-give" role="listbox" aria-label={t('give.who')}>
          {people.map((one, index) => (
            <li
              key={one.staffId}
              role="option"
              aria-selected={one === chosen}
              data-active={one === chosen || undefined}
              onClick={() => setAt(index)}
            >
              <span className="strong">{person(one.name)}</span>
              <span className="muted truncate">
                {one.reasons
                  .filter((reason) => reason.points > 0)
                  .map((reason) => t(`life:rank.${reason.code}`))
                  .join(' · ')}
              </span>
              <span className="num">{t('give.load', { jobs: one.jobs, percent: percent(one) })}</span>
            </li>
          ))}
        </ul>
        <ErrorLine text={faultText ?? order.faultText ?? assign.faultText} />
      </div>
    </Dialog>
  );
}
