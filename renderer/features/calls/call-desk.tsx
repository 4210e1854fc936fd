import { useState } from 'react';
import { Siren } from 'lucide-react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { faultText } from '../../lib/faults.ts';
import { Deadline, type Decision, EmptyState, ErrorLine, Queue, Skeleton } from '../../ui/index.ts';
import { shortAddress, sourceName } from '../orders/columns.tsx';
import { useOrderDialogs } from '../orders/dialogs.tsx';
import { useLifeWords } from '../orders/life-words.ts';
import { OrderDocument } from '../orders/order-document.tsx';
import { useTitle } from '../orders/use-title.ts';
import { CallHead, noteDraft } from './call-head.tsx';
import { useCallClock } from './call-timer.tsx';
import { LaterDialog } from './later-dialog.tsx';
import { MessageDialog } from './message-dialog.tsx';
import type { CallQueue, CallRow } from './use-call-queue.ts';
import { useClaim } from './use-claim.ts';

/** One key per result; the order of the keys is the order of how often they are needed. */
const results = ['connected', 'no_answer', 'busy', 'off', 'call_later', 'wrong_number', 'refused'] as const;
type Result = (typeof results)[number];

/** What this desk decides itself; the document offers the rest. */
const own = ['call', 'book'];

type Asked =
  | { kind: 'later'; answer: (at: number | null) => void }
  | { kind: 'message'; item: CallRow; tries: number; messageId: string | null; answer: () => void };

/** One user after the other: the number large, a key for what came of it, the booking right behind «connected». */
export function CallDesk({ data, name }: { data: CallQueue | null; name: string }) {
  const t = useWords('calls');
  const log = useCommand('orders.logCall');
  const mayBook = useCan('appointments.write') !== null;
  const dialogs = useOrderDialogs();
  const [current, setCurrent] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data: order } = useQuery('orders.get', { id: current ?? '' }, { enabled: current !== null });
  const { claim, mine, take } = useClaim(current);
  const clock = useCallClock(current);
  const [note, , forgetNote] = useDraft(noteDraft(current ?? ''), '');
  if (data === null) return <Skeleton lines={12} />;

  const askLater = () =>
    new Promise<number | null>((answer) => setAsked({ kind: 'later', answer })).finally(() => setAsked(null));
  const tellHeld = (item: CallRow, tries: number, messageId: string | null) =>
    new Promise<void>((answer) => setAsked({ kind: 'message', item, tries, messageId, answer })).finally(() =>
      setAsked(null),
    );
  const logged = async (item: CallRow, result: Result): Promise<boolean> => {
    const seconds = clock.seconds();
    const nextCallAt = result === 'call_later' ? await askLater() : null;
    if (result === 'call_later' && nextCallAt === null) return false;
    const done = await log.run({ id: item.id, result, seconds, note: note.trim(), nextCallAt });
    if (done === null) return false;
    forgetNote();
    clock.reset();
    if (done.held !== null) await tellHeld(item, done.tries, done.messageId);
    if (
      result === 'connected' &&
      mayBook &&
      item.appointmentState !== 'agreed' &&
      order?.order.id === item.id
    )
      await dialogs.ask('book', { ...order.order, version: done.version, callId: done.callId });
    return true;
  };
  const decisions = results.map(
    (result, index): Decision<CallRow> => ({
      id: result,
      label: t(`result.${result}`),
      hotkey: String(index + 1),
      variant: result === 'connected' ? 'primary' : 'plain',
      done: t(result === 'call_later' ? 'doneLater' : `result.${result}`),
      blocked: () => (order?.order.id !== current || !mine ? t('ui:list.next') : null),
      run: (item) => logged(item, result),
    }),
  );
  return (
    <>
      {log.fault ? (
        <div className="ord-fault">
          <ErrorLine text={faultText(log.fault)} />
        </div>
      ) : null}
      <Queue
        name={name}
        label={t('title')}
        items={data.rows}
        itemKey={(item) => item.id}
        onCurrent={(key) => {
          setCurrent(key);
          log.clear();
        }}
        renderItem={(item) => <Item item={item} />}
        renderDesk={(item) => (
          <div className="call-desk">
            <CallHead item={item} clock={clock} claim={claim} onTake={take} />
            <OrderDocument key={item.id} id={item.id} without={own} />
          </div>
        )}
        decisions={decisions}
        empty={
          <EmptyState title={t(name === 'calls.due' ? 'empty' : 'emptyWaiting')} text={t('emptyText')} />
        }
      />
      {dialogs.element}
      {asked?.kind === 'later' ? <LaterDialog onAnswer={asked.answer} /> : null}
      {asked?.kind === 'message' ? (
        <MessageDialog
          orderId={asked.item.id}
          number={asked.item.number}
          tries={asked.tries}
          messageId={asked.messageId}
          onClose={asked.answer}
        />
      ) : null}
    </>
  );
}

function Item({ item }: { item: CallRow }) {
  const t = useWords('calls');
  const title = useTitle();
  const { f, person, say } = useLifeWords();
  return (
    <div className="rev-item">
      <div className="row spread">
        <span className="strong truncate">
          {item.urgent ? (
            <Siren size={13} className="ord-mark" role="img" aria-label={t('orders:marks.urgent')} />
          ) : null}
          {title(item)}
        </span>
        {item.waitsUntil === null ? (
          <Deadline dueMs={item.deadlineAt ?? item.dueAt} />
        ) : (
          <span className="muted num">{t('waitsShort', { when: f.date(item.waitsUntil, 'always') })}</span>
        )}
      </div>
      <div className="row spread muted">
        <span className="truncate">
          {item.customerName} · {shortAddress(item)}
        </span>
        <span className="faint">{sourceName(item, f.language, t('orders:counter'))}</span>
      </div>
      <div className="row spread muted">
        <span>
          {/* That a call was agreed is the same of all that wait; what the last one said is not */}
          {item.waitsUntil !== null && item.lastResult !== null
            ? say('call', item.lastResult)
            : t(`cause.${item.cause}`)}
        </span>
        <span className="faint">
          {item.claim !== null && !item.claim.mine
            ? person(item.claim.staffName)
            : item.tries > 0
              ? t('tries', { n: item.tries, needed: item.triesNeeded })
              : ''}
        </span>
      </div>
    </div>
  );
}
