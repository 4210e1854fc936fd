import { useWords } from '../../i18n/index.ts';
import { Flag, Siren } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { OrderListRow } from '../../../preload/contract/orders.ts';
import { useCan } from '../../app/session.tsx';
import { faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import {
  Button,
  Deadline,
  type Decision,
  EmptyState,
  ErrorLine,
  Queue,
  Screen,
  Skeleton,
  toast,
} from '../../ui/index.ts';
import { shortAddress, sourceName } from '../orders/columns.tsx';
import { type DialogKind, useOrderDialogs } from '../orders/dialogs.tsx';
import { useLifeWords } from '../orders/life-words.ts';
import { OrderDocument } from '../orders/order-document.tsx';
import { takeBack } from '../orders/undo.ts';
import { useTitle } from '../orders/use-title.ts';
import { useIntake } from './use-intake.ts';

/** What the desk here decides itself; the document offers the rest. */
const own = ['approve', 'hold', 'sendBack', 'cancel', 'edit', 'book', 'urgent', 'print'];

/** New orders one after the other: the document beside, a key decides, the next one opens. */
export function ReviewScreen() {
  const t = useWords('orders');
  const { id: wanted = null } = useParams();
  const navigate = useNavigate();
  const intake = useIntake();
  const approve = useCommand('orders.approve');
  const dialogs = useOrderDialogs();
  const [busy, setBusy] = useState(false);
  const [current, setCurrent] = useState<string | null>(wanted);
  /** Decided since the list was read: what stands greyed in it. */
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const { data } = useQuery('orders.get', { id: current ?? '' }, { enabled: current !== null });
  const may = {
    hold: useCan('orders.hold') !== null,
    sendBack: useCan('orders.send_back') !== null,
    cancel: useCan('orders.cancel') !== null,
  };
  const open = data?.flags.filter((flag) => flag.clearedAt === null) ?? [];
  const undecided = open.filter((flag) => flag.severity === 'stop' && !decided.has(flag.id)).length;
  const loaded = data?.order.id === current;
  const decide = (flagId: string) => {
    const next = new Set(decided);
    if (!next.delete(flagId)) next.add(flagId);
    setDecided(next);
  };
  const waiting = () => (loaded ? null : t('ui:list.next'));
  const leave = (id: string) => setGone((now) => new Set(now).add(id));
  const ask = (kind: DialogKind) => async () => {
    if (!data || !(await dialogs.ask(kind, data.order))) return false;
    if (kind !== 'edit') leave(data.order.id);
    return true;
  };
  const reload = () => {
    setGone(new Set());
    intake.reload();
  };
  /** Taken back they stand in the list again, as new as they were. */
  const undo = async (batchIds: readonly string[]) => {
    for (const batchId of batchIds.toReversed()) await takeBack(batchId);
    reload();
  };
  const decisions: Decision<OrderListRow>[] = [
    {
      id: 'approve',
      label: t('review.approve'),
      done: t('review.approved'),
      hotkey: 'R',
      variant: 'primary',
      blocked: () => (undecided > 0 ? t('doc.undecided', { n: undecided }) : waiting()),
      run: async (item) => {
        if (!data) return false;
        // Everything that stood open was on screen; what must be decided was decided one by one
        const decidedFlags = open.map((flag) => flag.id);
        const done = await approve.run({ id: item.id, version: data.order.version, decidedFlags });
        if (done === null) return false;
        leave(item.id);
        const { batchId } = done;
        if (batchId !== undefined)
          toast.undo(t('orderdoc:done.approve', { number: done.number }), () => undo([batchId]));
        return true;
      },
    },
  ];
  if (may.hold)
    decisions.push({
      id: 'hold',
      label: t('review.hold'),
      done: t('review.held'),
      hotkey: 'H',
      blocked: waiting,
      run: ask('hold'),
    });
  if (may.sendBack)
    decisions.push({
      id: 'sendBack',
      label: t('review.sendBack'),
      done: t('review.sentBack'),
      hotkey: 'Shift+B',
      blocked: (item) => (item.connectionId === null ? t('counter') : waiting()),
      run: ask('sendBack'),
    });
  if (may.cancel)
    decisions.push({
      id: 'cancel',
      label: t('review.cancel'),
      done: t('review.cancelled'),
      hotkey: 'Shift+X',
      variant: 'danger',
      blocked: waiting,
      run: ask('cancel'),
    });
  const clean = intake.items?.filter((item) => item.flags === 0 && !gone.has(item.id)) ?? [];
  const approveClean = async () => {
    setBusy(true);
    const batchIds: string[] = [];
    let done = 0;
    // One by one: each is a step of its own that stands or falls alone
    for (const item of clean) {
      const answer = await approve.run({ id: item.id, version: item.version, decidedFlags: [] });
      if (answer === null) continue;
      done += 1;
      if (answer.batchId !== undefined) batchIds.push(answer.batchId);
    }
    setBusy(false);
    approve.clear();
    const left = clean.length - done;
    toast.undo(t(left === 0 ? 'intake:approvedAll' : 'intake:approvedMany', { n: done, left }), () =>
      undo(batchIds),
    );
    reload();
  };
  const more = intake.items !== null && intake.total > intake.items.length;
  return (
    <Screen
      title={t('review.title')}
      views={
        intake.items === null ? null : (
          <span className="muted">
            {more ? t('review.more', { n: intake.items.length }) : t('review.left', { n: intake.total })}
          </span>
        )
      }
      actions={
        <>
          <Button
            hotkey="Shift+R"
            disabled={clean.length === 0}
            pending={busy}
            onPress={() => void approveClean()}
          >
            {t('intake:approveClean', { n: clean.length })}
          </Button>
          <Button hotkey="Shift+I" disabled={!loaded} onPress={() => void ask('edit')()}>
            {t('intake:correct.open')}
          </Button>
          <Button hotkey="G" onPress={reload}>
            {t('review.reload')}
          </Button>
          <Button variant="quiet" onPress={() => void navigate('/orders?view=intake')}>
            {t('review.toOrders')}
          </Button>
        </>
      }
    >
      {intake.fault ? <ErrorLine text={faultText(intake.fault)} /> : null}
      {approve.faultText ? (
        <div className="ord-fault">
          <ErrorLine text={approve.faultText} />
        </div>
      ) : null}
      {intake.items === null ? (
        <Skeleton lines={12} />
      ) : (
        <Queue
          key={intake.turn}
          name="review"
          label={t('review.title')}
          items={intake.items}
          itemKey={(item) => item.id}
          initialKey={wanted}
          onCurrent={(key) => {
            setCurrent(key);
            approve.clear();
          }}
          renderItem={(item) => <Item item={item} />}
          renderDesk={(item) => (
            <OrderDocument key={item.id} id={item.id} without={own} decided={decided} onDecide={decide} />
          )}
          decisions={decisions}
          empty={
            <EmptyState
              title={t('review.empty')}
              text={t('review.emptyText')}
              action={<Button onPress={reload}>{t('review.reload')}</Button>}
            />
          }
        />
      )}
      {dialogs.element}
    </Screen>
  );
}

function Item({ item }: { item: OrderListRow }) {
  const t = useWords('orders');
  const title = useTitle();
  const { f } = useLifeWords();
  return (
    <div className="rev-item">
      <div className="row spread">
        <span className="strong truncate">
          {item.urgent ? (
            <Siren size={13} className="ord-mark" role="img" aria-label={t('marks.urgent')} />
          ) : null}
          {title(item)}
        </span>
        <Deadline dueMs={item.deadlineAt} />
      </div>
      <div className="row spread muted">
        <span className="truncate">
          {item.customerName} · {shortAddress(item)}
        </span>
        <span className="faint">
          {item.flags > 0 ? (
            <Flag
              size={12}
              className="ord-mark-after"
              role="img"
              aria-label={t('marks.flags', { n: item.flags })}
            />
          ) : null}{' '}
          {sourceName(item, f.language, t('counter'))}
        </span>
      </div>
    </div>
  );
}
