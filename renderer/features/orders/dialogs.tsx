import { type ReactNode, useCallback, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { AskDialog, type AskKind } from './ask-dialog.tsx';
import { BookDialog } from './book-dialog.tsx';
import { CallDialog } from './call-dialog.tsx';
import { MachineDialog } from './document/machine-dialog.tsx';
import { MessagesDialog } from './document/messages-dialog.tsx';
import { QuoteDialog } from './document/quote-dialog.tsx';
import { VerdictDialog } from './document/verdict-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { AnswerUrgeDialog, EscalateDialog, UrgeDialog } from './urge-dialogs.tsx';
// Other rooms ask these questions too and bring none of the order's looks along
import './orders.css';

/** What dialogs need of an order: the document's own head. */
export type DialogOrder = Pick<
  OutputOf<'orders.get'>['order'],
  | 'id'
  | 'version'
  | 'number'
  | 'state'
  | 'staffId'
  | 'customerPhone'
  | 'virtualPhone'
  | 'appointmentState'
  | 'appointmentDay'
  | 'appointmentStartAt'
  | 'appointmentEndAt'
> & {
  /** The call in which a time was agreed: evidence of the booking. */
  callId?: string | null;
};

export type DialogKind =
  | 'hold'
  | 'book'
  | 'call'
  | 'note'
  | 'cancel'
  | 'sendBack'
  | 'unassign'
  | 'assign'
  | 'urge'
  | 'answerUrge'
  | 'escalate'
  | 'reveal'
  | 'edit'
  | 'machine'
  | 'quote'
  | 'messages'
  | 'verdict'
  | AskKind;

export interface OrderDialogProps {
  order: DialogOrder;
  /** True when the command went through. */
  onClose: (done: boolean) => void;
  /** Goes on with another question about the same order, as it stands now. */
  onThen: (kind: DialogKind, order: DialogOrder) => void;
}

interface Asked {
  kind: DialogKind;
  order: DialogOrder;
  answer: (done: boolean) => void;
}

const dialogs: Record<DialogKind, (props: OrderDialogProps) => ReactNode> = {
  hold: (props) => <HoldDialog {...props} />,
  book: (props) => <BookDialog {...props} />,
  call: (props) => <CallDialog {...props} />,
  note: (props) => <NoteDialog {...props} />,
  assign: (props) => <AssignDialog {...props} />,
  cancel: (props) => <ReasonDialog {...props} kind="cancel" />,
  sendBack: (props) => <ReasonDialog {...props} kind="sendBack" />,
  unassign: (props) => <ReasonDialog {...props} kind="unassign" />,
  decline: (props) => <AskDialog {...props} kind="decline" />,
  revive: (props) => <AskDialog {...props} kind="revive" />,
  reopen: (props) => <AskDialog {...props} kind="reopen" />,
  dispute: (props) => <AskDialog {...props} kind="dispute" />,
  resolveDispute: (props) => <AskDialog {...props} kind="resolveDispute" />,
  solveByPhone: (props) => <AskDialog {...props} kind="solveByPhone" />,
  rank: (props) => <AskDialog {...props} kind="rank" />,
  urge: (props) => <UrgeDialog {...props} />,
  answerUrge: (props) => <AnswerUrgeDialog {...props} />,
  escalate: (props) => <EscalateDialog {...props} />,
  reveal: (props) => <RevealDialog {...props} />,
  edit: (props) => <EditDialog {...props} />,
  machine: (props) => <MachineDialog {...props} />,
  quote: (props) => <QuoteDialog {...props} />,
  messages: (props) => <MessagesDialog {...props} />,
  verdict: (props) => <VerdictDialog {...props} />,
};

/**
 * Questions about one order, one at a time. `ask` resolves when the question is answered: true when something was
 * done, so that a queue can wait for it before it opens the next.
 */
export function useOrderDialogs(): {
  ask: (kind: DialogKind, order: DialogOrder) => Promise<boolean>;
  element: ReactNode;
} {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useCallback(
    (kind: DialogKind, order: DialogOrder) =>
      new Promise<boolean>((answer) => setAsked({ kind, order, answer })),
    [],
  );
  const close = (done: boolean) => {
    asked?.answer(done);
    setAsked(null);
  };
  const element = asked && (
    <Question
      key={`${asked.kind} ${asked.order.id}`}
      kind={asked.kind}
      order={asked.order}
      onClose={close}
      onThen={(kind, order) => setAsked({ kind, order, answer: asked.answer })}
    />
  );
  return { ask, element };
}

/** Forms filled from the order: over a change they have not seen they must be refused. */
const filled: readonly DialogKind[] = ['edit', 'machine', 'book'];

/** A question is about the order as it stands, also where it changes under the open dialog. */
function Question({ kind, ...props }: OrderDialogProps & { kind: DialogKind }) {
  const { data } = useQuery('orders.get', { id: props.order.id });
  const follows = data !== undefined && !filled.includes(kind) && data.order.version > props.order.version;
  const order = follows ? { ...props.order, version: data.order.version } : props.order;
  return dialogs[kind]({ ...props, order });
}
