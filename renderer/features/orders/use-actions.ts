import { useWords, type Words } from '../../i18n/index.ts';
import { findEdge, type OrderAction } from '../../../domain/orders/life.ts';
import { holdableStates } from '../../../domain/orders/life.ts';
import { isOrderState, type OrderState } from '../../../domain/orders/states.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCanAny, useFeature } from '../../app/session.tsx';
import { api } from '../../lib/api.ts';
import { writeClipboard } from '../../lib/clipboard.ts';
import { useCommand } from '../../lib/query.tsx';
import { toast } from '../../ui/index.ts';
import type { DialogKind, DialogOrder } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { offerUndo, takeBack } from './undo.ts';

export interface OrderDo {
  id: string;
  label: string;
  hotkey?: string;
  danger?: boolean;
  /** What the order waits for: before everything else. */
  first?: boolean;
  run: () => void;
}

type Document = OutputOf<'orders.get'>;
type More = OutputOf<'orders.more'>;

/** The edge exists in this state, the document offers it, and this person holds its permission. */
function mayTake(document: Document, action: OrderAction, can: (permission?: string) => boolean): boolean {
  const { state } = document.order;
  if (!document.actions.includes(action) || !isOrderState(state)) return false;
  const back = action === 'resume' || action === 'resolve_dispute';
  const to = back ? (document.order.mainState as OrderState) : undefined;
  const edge = findEdge(state, action, to);
  return edge !== null && can(edge.permission);
}

const beforeWork = new Set<string>([...holdableStates, 'on_hold']);

/** What can be done with an order here and now, most useful first; and the sentence of the last refusal. */
export function useOrderActions(
  document: Document | undefined,
  ask: (kind: DialogKind, order: DialogOrder) => Promise<boolean>,
  more?: More,
): { list: OrderDo[]; faultText: string | null; pending: boolean } {
  const t = useWords('orders');
  const d = useWords('orderdoc');
  const { say } = useLifeWords();
  const can = useCanAny();
  const ranked = useFeature('rank');
  const commands = {
    approve: useCommand('orders.approve'),
    resume: useCommand('orders.resume'),
    confirm: useCommand('orders.confirmInterception'),
    audit: useCommand('orders.audit'),
    close: useCommand('orders.close'),
    urgent: useCommand('orders.setUrgent'),
    accept: useCommand('dispatch.accept'),
    print: useCommand('paper.print'),
    recheck: useCommand('orders.recheck'),
    restore: useCommand('orders.restore'),
    acceptChange: useCommand('orders.acceptChange'),
    rework: useCommand('orders.rework'),
    watch: useCommand('orders.watch'),
  };
  const used = Object.values(commands);
  const faultText = used.find((command) => command.faultText !== null)?.faultText ?? null;
  const pending = used.some((command) => command.pending);
  if (!document) return { list: [], faultText, pending };
  const { order } = document;
  const target = { id: order.id, version: order.version };
  const open = beforeWork.has(order.state);
  const list: (OrderDo | false)[] = [];
  const add = (allowed: boolean, entry: OrderDo) => list.push(allowed && entry);
  const may = (action: OrderAction) => mayTake(document, action, can);
  const question = (kind: DialogKind) => () => void ask(kind, order);
  /** Runs it and offers to take it back. */
  const undoably = async (action: string, done: Promise<{ number: string; batchId?: string } | null>) =>
    offerUndo(d, action, await done);
  add(may('approve'), {
    id: 'approve',
    label: t('do.approve'),
    hotkey: 'R',
    run: () =>
      void undoably(
        'approve',
        commands.approve.run({
          ...target,
          decidedFlags: document.flags
            .filter((flag) => flag.clearedAt === null && flag.severity !== 'stop')
            .map((flag) => flag.id),
        }),
      ),
  });
  add(may('confirm_interception'), {
    id: 'confirm',
    label: t('do.confirmInterception'),
    hotkey: 'L',
    run: () => void commands.confirm.run(target),
  });
  add(may('resume'), {
    id: 'resume',
    label: t('do.resume'),
    hotkey: 'V',
    run: () => void undoably('resume', commands.resume.run(target)),
  });
  add(may('assign'), { id: 'assign', label: t('do.assign'), hotkey: 'A', run: question('assign') });
  add(may('accept'), {
    id: 'accept',
    label: t('do.accept'),
    hotkey: 'E',
    run: () => void commands.accept.run(target),
  });
  add(may('audit'), {
    id: 'audit',
    label: t('do.audit'),
    hotkey: 'Q',
    run: () => void commands.audit.run(target),
  });
  add(may('close'), {
    id: 'close',
    label: t('do.close'),
    hotkey: 'Z',
    run: () => void commands.close.run(target),
  });
  const booked = order.appointmentState === 'agreed' || order.appointmentState === 'missed';
  add(open && can('appointments.write'), {
    id: 'book',
    label: t(booked ? 'do.rebook' : 'do.book'),
    hotkey: 'B',
    run: question('book'),
  });
  add(can('calls.write'), { id: 'call', label: t('do.call'), hotkey: 'C', run: question('call') });
  add(may('reassign'), { id: 'reassign', label: t('do.reassign'), hotkey: 'A', run: question('assign') });
  add(may('hold'), { id: 'hold', label: t('do.hold'), hotkey: 'H', run: question('hold') });
  add(can('notes.write'), { id: 'note', label: t('do.note'), hotkey: 'M', run: question('note') });
  add(can('print.run') && !['received', 'in_review', 'cancelled'].includes(order.state), {
    id: 'print',
    label: t('do.print'),
    hotkey: 'P',
    run: () => void commands.print.run({ kind: 'service_slip', ids: [order.id] }),
  });
  add(open && can('orders.edit'), {
    id: 'urgent',
    label: t(order.urgent ? 'do.notUrgent' : 'do.urgent'),
    hotkey: 'U',
    run: () => void undoably('urgent', commands.urgent.run({ ...target, urgent: !order.urgent })),
  });
  add(open && order.state !== 'received', {
    id: 'text',
    label: t('do.copyText'),
    hotkey: 'T',
    run: () => void copyText(order.id, t('do.copied')),
  });
  add(may('unassign') && can('orders.assign'), {
    id: 'unassign',
    label: t('do.unassign'),
    hotkey: 'Shift+A',
    run: question('unassign'),
  });
  add(may('send_back') && order.connectionId !== null, {
    id: 'sendBack',
    label: t('do.sendBack'),
    hotkey: 'Shift+B',
    danger: true,
    run: question('sendBack'),
  });
  add(may('cancel'), {
    id: 'cancel',
    label: t('do.cancel'),
    hotkey: 'Shift+X',
    danger: true,
    run: question('cancel'),
  });
  for (const rare of rareActions({ document, more, may, can, question, commands, d, say, open, ranked }))
    list.push(rare);
  return { list: list.filter((entry) => entry !== false), faultText, pending };
}

interface Rare {
  document: Document;
  more: More | undefined;
  may: (action: OrderAction) => boolean;
  can: (permission?: string) => boolean;
  question: (kind: DialogKind) => () => void;
  commands: Record<
    'recheck' | 'restore' | 'acceptChange' | 'rework' | 'watch',
    { run: (input: never) => Promise<unknown> }
  >;
  d: Words;
  say: (group: string, code: string) => string;
  open: boolean;
  ranked: boolean;
}

/** What is needed now and then: everything has its key, mostly with Shift. */
function rareActions({
  document,
  more,
  may,
  can,
  question,
  commands,
  d,
  say,
  open,
  ranked,
}: Rare): OrderDo[] {
  const { order } = document;
  const target = { id: order.id, version: order.version } as never;
  const list: (OrderDo | false)[] = [];
  const add = (allowed: boolean, id: string, hotkey: string, run: () => void, label = d(`do.${id}`)) =>
    list.push(allowed && { id, label, hotkey, run });
  const undo = more?.undo;
  if (undo)
    add(
      true,
      'undo',
      'Shift+Z',
      () => void takeBack(undo.batchId).catch((error: unknown) => toast.fault(error)),
      undo.orders === 1
        ? d('do.undo', { action: say('undo', undo.action) })
        : d('do.undoMany', { action: say('undo', undo.action), n: undo.orders }),
    );
  add(may('decline'), 'decline', 'Shift+E', question('decline'));
  add(may('recheck'), 'recheck', 'Shift+Q', () => void commands.recheck.run(target));
  add(may('restore'), 'restore', 'Shift+O', () => void commands.restore.run(target));
  add(may('accept_change'), 'acceptChange', 'Shift+V', () => void commands.acceptChange.run(target));
  add(may('revive'), 'revive', 'Shift+O', question('revive'));
  add(may('reopen'), 'reopen', 'Shift+O', question('reopen'));
  add(may('dispute'), 'dispute', 'D', question('dispute'));
  add(may('resolve_dispute'), 'resolveDispute', 'D', question('resolveDispute'));
  add(may('solve_by_phone'), 'solveByPhone', 'S', question('solveByPhone'));
  add(may('rework'), 'rework', 'Shift+N', () => {
    void commands.rework.run(target).then((done) => {
      const child = done as { childNumber: string } | null;
      if (child) toast.note(d('done.rework', { number: child.childNumber }));
    });
  });
  add(open && ranked && can('orders.edit'), 'rank', 'Shift+U', question('rank'));
  add(can('calls.write') && open, 'urge', 'Y', question('urge'));
  const owed = more?.urges.some((urge) => urge.answeredAt === null) === true;
  add(owed && can('urges.answer'), 'answerUrge', 'Shift+Y', question('answerUrge'));
  add(can('orders.edit') && open, 'escalate', 'Shift+H', question('escalate'));
  const watching = more?.watching === true;
  add(
    more !== undefined,
    watching ? 'unwatch' : 'watch',
    'Shift+W',
    () => void commands.watch.run({ id: order.id, watching: !watching } as never),
  );
  const masked = [order.customerName, order.customerPhone, order.address].some(
    (text) => text?.includes('*') === true,
  );
  add(masked, 'reveal', 'I', question('reveal'));
  add((open || order.state === 'finished') && can('orders.edit'), 'edit', 'Shift+I', question('edit'));
  return list.filter((entry) => entry !== false);
}

/** The text for a chat; the clipboard is the only way there. That it was copied is remembered, as on the board. */
async function copyText(orderId: string, done: string): Promise<void> {
  try {
    const { text } = await api.call('dispatch.text', { orderId });
    await writeClipboard(text);
    toast.note(done);
    await api.call('dispatch.copied', { orderIds: [orderId] });
  } catch (error) {
    toast.fault(error);
  }
}
