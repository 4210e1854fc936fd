import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Card, Deadline } from '../../ui/index.ts';
import { titleOf } from '../orders/columns.tsx';
import { type UrgentRow, yuan } from './types.ts';

/** Where the next step is taken. */
export function pathOf(row: UrgentRow): string {
  return row.action.code === 'review' ? `/review/${row.id}` : `/orders/${row.id}`;
}

/** Orders by what lateness costs, each with the next best step. */
export function Urgent({ rows }: { rows: readonly UrgentRow[] }) {
  const t = useWords('today');
  const f = useFormat();
  const navigate = useNavigate();
  return (
    <Card title={t('urgent')}>
      {rows.length === 0 ? <p className="muted">{t('urgentNone')}</p> : null}
      <ul className="today-urgent">
        {rows.map((row) => (
          <li key={row.id}>
            <div className="today-what">
              <div className="strong truncate">
                {row.number} {titleOf(row)} · {row.customerName}
              </div>
              <div className="muted truncate">
                <Why row={row} />
              </div>
            </div>
            <Deadline dueMs={row.deadlineAt} />
            <span className="ui-money">{row.riskFen > 0 ? `¥${yuan(f.money(row.riskFen))}` : ''}</span>
            <span className="today-do">
              <Button size="small" onPress={() => void navigate(pathOf(row))}>
                <Do row={row} />
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Do({ row }: { row: UrgentRow }) {
  const t = useWords('today');
  const { code, name } = row.action;
  if (code === 'assign' && name) return <>{t('action.assignTo', { name })}</>;
  if (code === 'call_staff' && !name) return <>{t('action.call_nobody')}</>;
  return <>{t(`action.${code}`, { name: name ?? '' })}</>;
}

function Why({ row }: { row: UrgentRow }) {
  const t = useWords('today');
  const f = useFormat();
  const { code, name } = row.action;
  const queue = t(`life:queue.${row.queue}`);
  if (code === 'assign' && name) {
    const why = row.reasons.map((reason) => t(`life:rank.${reason}`)).join(', ');
    return <>{why ? t('next.assignTo', { name, why }) : t('next.assignFree', { name })}</>;
  }
  if (code === 'call_staff' && !name) return <>{t('next.call_nobody', { queue })}</>;
  if (code === 'key_slip' && !name) return <>{queue}</>;
  if (code === 'call_user' && row.nextContactAt !== null)
    return <>{t('next.callAt', { queue, when: f.date(row.nextContactAt, 'always') })}</>;
  return (
    <>
      {t(`next.${code}`, {
        name: name ?? '',
        queue,
        clock: t(`life:clock.${row.deadlineKind ?? 'other'}`),
      })}
    </>
  );
}
