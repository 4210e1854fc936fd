import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { useCommand } from '../../lib/query.tsx';
import { useDraft } from '../../lib/drafts.ts';
import { addDays } from '../../lib/format.ts';
import { Button, Dialog, ErrorLine, TextField } from '../../ui/index.ts';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { NextContact } from './next-contact.tsx';
import { instantOf } from './local-time.ts';
import { PickList } from './pick-list.tsx';
import { offerUndo } from './undo.ts';
import { useLetters } from './use-letters.ts';

export interface HoldAnswer {
  reasonCode: string;
  nextContactAt: number | null;
  text: string;
}

/** Why an order stops, what that does to its clock, and when the user is called again. */
export function HoldForm(props: {
  title: string;
  pending: boolean;
  fault: string | null;
  /** What the words belong to: an order, or the bulk. */
  draft: string;
  /** True when it went through. */
  onHold: (answer: HoldAnswer) => Promise<boolean> | boolean;
  onClose: () => void;
}) {
  const t = useWords('orders');
  const { f, choices, named } = useLifeWords();
  const lettersOf = useLetters();
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(addDays(f.today, 1));
  const [clock, setClock] = useState('09:00');
  const [text, setText, forget] = useDraft(`hold:${props.draft}`, '');
  const reasons = choices.reasons.filter((reason) => reason.kind === 'hold');
  const reason = reasons.find((each) => each.code === reasonCode);
  const nextContactAt = reason?.needsNextCall ? instantOf(day, clock) : null;
  const ready = reason !== undefined && (!reason.needsNextCall || nextContactAt !== null);
  const hold = async () => {
    if (reasonCode === null || !ready) return;
    if (await props.onHold({ reasonCode, nextContactAt, text: text.trim() })) forget();
  };
  return (
    <Dialog
      title={props.title}
      open
      wide
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" onPress={props.onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={!ready}
            pending={props.pending}
            onPress={() => void hold()}
          >
            {t('hold.go')}
          </Button>
        </>
      }
    >
      <PickList
        label={t('hold.reason')}
        columns={2}
        value={reasonCode}
        onPick={setReasonCode}
        picks={reasons.map((each) => ({
          id: each.code,
          label: named(each),
          keys: `${lettersOf(each.nameZh)} ${named(each).toLowerCase()}`,
          note: t(each.stopsClock ? 'hold.stops' : 'hold.runs'),
        }))}
      />
      {reason?.needsNextCall ? (
        <NextContact
          label={t('hold.next')}
          help={t('hold.nextHelp')}
          day={day}
          clock={clock}
          onDay={setDay}
          onClock={setClock}
        />
      ) : null}
      <TextField
        label={t('hold.text')}
        value={text}
        onChange={setText}
        maxLength={500}
        onEnter={() => void hold()}
      />
      <ErrorLine text={props.fault} />
    </Dialog>
  );
}

export function HoldDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orders');
  const hold = useCommand('orders.hold');
  return (
    <HoldForm
      title={t('hold.title', { number: order.number })}
      pending={hold.pending}
      fault={hold.faultText}
      draft={order.id}
      onClose={() => onClose(false)}
      onHold={async (answer) => {
        const done = await hold.run({ id: order.id, version: order.version, ...answer });
        if (done === null) return false;
        offerUndo(t, 'hold', done);
        onClose(true);
        return true;
      }}
    />
  );
}
