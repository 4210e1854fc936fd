import { useNavigate } from 'react-router';
import { isReported } from '../../../../domain/orders/verdict.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCanAny } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand } from '../../../lib/query.tsx';
import { toast } from '../../../ui/index.ts';
import type { DialogKind, DialogOrder } from '../dialogs.tsx';
import { offerUndo } from '../undo.ts';
import type { OrderDo } from '../use-actions.ts';
import { isStuck } from './messages.tsx';

type Document = OutputOf<'orders.get'>;
type More = OutputOf<'orders.more'>;

/** What the document offers beside the order's own life: machine, quote, messages, what was handed up, the user's file. */
export function useDeskActions(
  document: Document | undefined,
  more: More | undefined,
  ask: (kind: DialogKind, order: DialogOrder) => Promise<boolean>,
): { list: OrderDo[]; faultText: string | null } {
  const t = useWords('orderdoc');
  const can = useCanAny();
  const navigate = useNavigate();
  const answer = useCommand('orders.answerEscalation');
  const sent = useCommand('visits.papersSent');
  const passed = useCommand('visits.platformAnswer');
  if (!document) return { list: [], faultText: null };
  const { order } = document;
  const edits = can('orders.edit');
  const live = order.state !== 'closed' && order.state !== 'cancelled';
  const told = more?.escalations.find((one) => one.answeredAt === null);
  const list: (OrderDo | false)[] = [];
  const add = (allowed: boolean, id: string, hotkey: string, run: () => void, first = false) =>
    list.push(allowed && { id, label: t(`do.${id}`), hotkey, run, first });
  const question = (kind: DialogKind) => () => void ask(kind, order);
  add(
    edits && more?.quotes.some((one) => one.state === 'given') === true,
    'quote',
    'Alt+Q',
    question('quote'),
  );
  add(edits && told !== undefined, 'answerEscalation', 'Alt+H', () => {
    if (told === undefined) return;
    void answer.run({ escalationId: told.id, version: told.version }).then((done) => {
      if (done !== null) toast.note(t('done.escalation', { number: order.number }));
    });
  });
  add(edits && live && document.machines.length > 0, 'machine', 'Alt+J', question('machine'));
  add(can('outbox.retry') && document.messages.some(isStuck), 'messages', 'Alt+M', question('messages'));
  const reported = isReported(order.state);
  const isBack = order.verdict === 'refill' || order.verdict === 'redo';
  const target = { id: order.id, version: order.version };
  const resend = () => void sent.run(target).then((done) => offerUndo(t, 'papers', done));
  add(reported && isBack && can('verification.write'), 'papersSent', 'Alt+E', resend, true);
  const tells = reported && order.connectionId !== null && can('outbox.retry');
  const pass = () =>
    void passed.run({ ...target, answer: 'passed' }).then((done) => offerUndo(t, 'verdict', done));
  add(tells && (isBack || order.verdict === 'pending'), 'passed', 'Alt+G', pass, true);
  add(tells, 'verdict', 'Alt+K', question('verdict'));
  add(
    can('customers.read'),
    'userFile',
    'Alt+I',
    () => void navigate(`/customers/${encodeURIComponent(order.customerId)}`),
  );
  return {
    list: list.filter((one) => one !== false),
    faultText: answer.faultText ?? sent.faultText ?? passed.faultText,
  };
}
