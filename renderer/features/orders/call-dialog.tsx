import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { useDraft } from '../../lib/drafts.ts';
import { useCommand } from '../../lib/query.tsx';
import { Button, Checkbox, Dialog, ErrorLine, PhoneText, TextField } from '../../ui/index.ts';
import { useCan } from '../../app/session.tsx';
import { EvidenceButton } from '../calls/evidence-button.tsx';
import { MessageDialog } from '../calls/message-dialog.tsx';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { NextContact } from './next-contact.tsx';
import { instantOf } from './local-time.ts';
import { PickList } from './pick-list.tsx';

const results = ['connected', 'no_answer', 'busy', 'off', 'call_later', 'wrong_number', 'refused'] as const;
type Result = (typeof results)[number];

/** One key logs a call: who, when and the result are known; the rest may be added before it is pressed. */
export function CallDialog({ order, onClose, onThen }: OrderDialogProps) {
  const t = useWords('orders');
  const { f, say } = useLifeWords();
  const log = useCommand('orders.logCall');
  const mayBook = useCan('appointments.write') !== null;
  const [note, setNote, forget] = useDraft(`call:${order.id}`, '');
  const [held, setHeld] = useState<{ tries: number; messageId: string | null } | null>(null);
  const [day, setDay] = useState<string | null>(f.today);
  const [clock, setClock] = useState('');
  const [then, setThen] = useState(order.appointmentState === 'none');
  const [unreachable, setUnreachable] = useState(false);
  const save = async (result: Result) => {
    const done = await log.run({
      id: order.id,
      result,
      note: note.trim(),
      nextCallAt: clock.trim() === '' ? null : instantOf(day, clock),
    });
    if (!done) return;
    forget();
    if (done.held !== null) setHeld({ tries: done.tries, messageId: done.messageId });
    else if (done.unreachable && result !== 'connected') setUnreachable(true);
    else if (result === 'connected' && then && mayBook)
      onThen('book', { ...order, version: done.version, callId: done.callId });
    else onClose(true);
  };
  if (held)
    return (
      <MessageDialog
        orderId={order.id}
        number={order.number}
        tries={held.tries}
        messageId={held.messageId}
        onClose={() => onClose(true)}
      />
    );
  return (
    <Dialog
      title={t('call.title', { number: order.number })}
      open
      onClose={() => onClose(unreachable)}
      actions={
        unreachable ? (
          <>
            <Button variant="quiet" onPress={() => onClose(true)}>
              {t('ui:close')}
            </Button>
            <Button
              variant="primary"
              hotkey="H"
              onPress={() => onThen('hold', { ...order, version: order.version + 1 })}
            >
              {t('do.hold')}
            </Button>
          </>
        ) : null
      }
    >
      <p className="row spread">
        <span className="muted">{t('call.number')}</span>
        <strong className="ord-phone">
          <PhoneText phone={order.virtualPhone ?? order.customerPhone} />
        </strong>
      </p>
      {unreachable ? (
        <p>{t('call.unreachable')}</p>
      ) : (
        <>
          <PickList
            label={t('call.hint')}
            columns={2}
            value={null}
            onPick={(id) => void save(id as Result)}
            picks={results.map((result) => ({
              id: result,
              label: say('call', result),
              disabled: log.pending,
            }))}
          />
          <TextField label={t('call.note')} value={note} onChange={setNote} maxLength={500} />
          <NextContact label={t('call.next')} day={day} clock={clock} onDay={setDay} onClock={setClock} />
          <div className="row spread">
            <EvidenceButton orderId={order.id} number={order.number} />
            {mayBook ? <Checkbox label={t('call.then')} checked={then} onChange={setThen} /> : null}
          </div>
        </>
      )}
      <ErrorLine text={log.faultText} />
    </Dialog>
  );
}
