import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCanAny } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Button, Card, Deadline, Kbd, toast } from '../../ui/index.ts';
import { type DialogKind, useOrderDialogs } from '../orders/dialogs.tsx';
import { useTitle } from '../orders/use-title.ts';
import { GiveDialog } from './give-dialog.tsx';
import { type UrgentRow, yuan } from './types.ts';

/** Where a step is taken that needs its room. */
export function pathOf(row: UrgentRow): string {
  return row.action.code === 'review' ? `/review/${row.id}` : `/orders/${row.id}`;
}

/** Steps that are taken here, after a look, without leaving the list. */
const inPlace: Record<string, DialogKind | 'give' | 'print'> = {
  assign: 'give',
  book: 'call',
  call_user: 'call',
  print: 'print',
};

/** Orders by what lateness costs, each with the next best step; arrows walk, Enter takes the step, undo takes it back. */
export function Urgent({ rows }: { rows: readonly UrgentRow[] }) {
  const t = useWords('today');
  const f = useFormat();
  const title = useTitle();
  const navigate = useNavigate();
  const can = useCanAny();
  const dialogs = useOrderDialogs();
  const print = useCommand('paper.print');
  const [giving, setGiving] = useState<UrgentRow | null>(null);
  // The place of the focus is a row, not a number: rows come and go above it while somebody works on it
  const [place, setPlace] = useState({ id: '', index: 0 });
  const found = rows.findIndex((row) => row.id === place.id);
  const at = found >= 0 ? found : Math.max(0, Math.min(place.index, rows.length - 1));
  const list = useRef<HTMLUListElement>(null);
  const isInside = useRef(false);
  const setAt = (index: number) => setPlace({ id: rows[index]?.id ?? '', index });
  const lineAt = (index: number) => list.current?.querySelectorAll<HTMLElement>('.today-line')[index];
  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setAt(next);
    lineAt(next)?.focus();
  };
  // The row that had the focus is done and gone: the one in its place has it
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body) lineAt(at)?.focus();
  }, [rows]);
  // A question asked from here gives the focus back to its row; where that has gone meanwhile, to the one in its place
  const isAsking = dialogs.element !== null || giving !== null;
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) wasAsking.current = true;
    else if (wasAsking.current) {
      wasAsking.current = false;
      lineAt(at)?.focus();
    }
  }, [isAsking]);
  const ask = async (row: UrgentRow, kind: DialogKind) => {
    try {
      const { order } = await api.call('orders.get', { id: row.id });
      await dialogs.ask(kind, order);
    } catch (error) {
      toast.fault(error);
    }
  };
  const printSlip = async (row: UrgentRow) => {
    const done = await print.run({ kind: 'service_slip', ids: [row.id] });
    if (done) toast.note(t('printed', { number: row.number }));
  };
  const take = (row: UrgentRow) => {
    setAt(rows.indexOf(row));
    const how = inPlace[row.action.code];
    if (how === 'give') setGiving(row);
    else if (how === 'print') void printSlip(row);
    else if (how !== undefined && can('calls.write')) void ask(row, how);
    else void navigate(pathOf(row));
  };
  const keys: Record<string, ((row: UrgentRow) => void) | undefined> = {
    Enter: take,
    c: can('calls.write') ? (row) => void ask(row, 'call') : undefined,
    b: can('appointments.write') ? (row) => void ask(row, 'book') : undefined,
    p: can('print.run') ? (row) => void printSlip(row) : undefined,
    o: (row) => void navigate(`/orders/${row.id}`),
  };
  const onKey = (event: React.KeyboardEvent, row: UrgentRow, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
    const key = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (move !== undefined) focusRow(index + move);
    else if (key) key(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Card
      title={t('urgent')}
      aside={
        rows.length === 0 ? null : (
          <span className="today-legend" aria-hidden="true">
            {[
              ['Enter', 'do'],
              ...(keys.c ? [['C', 'call']] : []),
              ...(keys.b ? [['B', 'book']] : []),
              ...(keys.p ? [['P', 'print']] : []),
              ['O', 'open'],
            ].map(([key, word]) => (
              <span key={key}>
                <Kbd keys={key ?? ''} /> {t(`row.${word}`)}
              </span>
            ))}
          </span>
        )
      }
    >
      {rows.length === 0 ? <p className="muted">{t('urgentNone')}</p> : null}
      <ul
        className="today-urgent"
        ref={list}
        aria-label={t('urgent')}
        onFocus={() => {
          isInside.current = true;
        }}
        onBlur={() => {
          isInside.current = false;
        }}
      >
        {rows.map((row, index) => (
          <li key={row.id}>
            <div
              className="today-line"
              role="button"
              tabIndex={index === at ? 0 : -1}
              aria-label={t('row.label', { number: row.number, title: title(row) })}
              onFocus={() => setAt(index)}
              onKeyDown={(event) => onKey(event, row, index)}
              onClick={() => void navigate(`/orders/${row.id}`)}
            >
              <div className="strong truncate">
                {row.number} {title(row)} · {row.customerName}
              </div>
              <div className="muted truncate">
                <Why row={row} />
              </div>
            </div>
            <Deadline dueMs={row.deadlineAt} />
            <span className="ui-money">{row.riskFen > 0 ? `¥${yuan(f.money(row.riskFen))}` : ''}</span>
            <span className="today-do">
              <Button size="small" onPress={() => take(row)}>
                <Do row={row} />
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {dialogs.element}
      {giving ? <GiveDialog row={giving} onClose={() => setGiving(null)} /> : null}
    </Card>
  );
}

function Do({ row }: { row: UrgentRow }) {
  const t = useWords('today');
  const { code } = row.action;
  const name = usePersonName()(row.action.name);
  if (code === 'assign' && name) return <>{t('action.assignTo', { name })}</>;
  if (code === 'call_staff' && !name) return <>{t('action.call_nobody')}</>;
  return <>{t(`action.${code}`, { name })}</>;
}

function Why({ row }: { row: UrgentRow }) {
  const t = useWords('today');
  const f = useFormat();
  const { code } = row.action;
  const name = usePersonName()(row.action.name);
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
        name,
        queue,
        clock: t(`life:clock.${row.deadlineKind ?? 'other'}`),
      })}
    </>
  );
}
