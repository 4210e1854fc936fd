import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Checkbox, Dialog, ErrorLine, Select, StatePill } from '../../ui/index.ts';
import { refusalText } from './refusal-text.ts';
import { slotText } from './rows.tsx';
import { type Day, nameOf } from './shapes.ts';
import type { GiveAnswers, GivePlan } from './use-give.ts';

/** What has to be said before an order is given: a reason, a cause, or who takes the responsibility. */
export function GiveDialog(props: {
  plan: GivePlan;
  day: Day;
  faultText: string | null;
  pending: boolean;
  onClose: () => void;
  onAnswer: (answers: GiveAnswers) => void;
}) {
  const { plan, day } = props;
  const t = useWords('dispatch');
  const f = useFormat();
  const mayOverride = useCan('orders.assign_override') !== null;
  const [reasonCode, setReason] = useState<string | null>(null);
  const [causeCode, setCause] = useState<string | null>(null);
  const [passed, setPassed] = useState(false);
  const hard = plan.refusals.filter((refusal) => refusal.hard);
  const soft = plan.refusals.filter((refusal) => !refusal.hard);
  const slot = day.slots.find((one) => one.id === plan.slotId);
  const ready =
    hard.length === 0 &&
    (soft.length === 0 || (mayOverride && passed)) &&
    (!plan.asksReason || reasonCode !== null) &&
    (!plan.asksCause || causeCode !== null);
  const options = (rows: Day['reassignReasons']) =>
    rows.map((row) => ({ id: row.code, label: nameOf(row, f.language) }));
  const answer = () => {
    if (ready) props.onAnswer({ reasonCode, causeCode, override: soft.map((refusal) => refusal.code) });
  };
  return (
    <Dialog
      title={t('giveTo', { name: plan.rowName })}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose} hint="Escape">
            {t('common:cancel')}
          </Button>
          {hard.length === 0 ? (
            <Button
              variant="primary"
              hotkey="Enter"
              onPress={answer}
              disabled={!ready}
              pending={props.pending}
            >
              {t(plan.asksReason ? 'reassign' : 'giveIt')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        <p className="muted">
          {plan.card.title} · {plan.card.address}
          {slot ? ` · ${f.day(plan.day)} ${slotText(slot, f.language)}` : ''}
        </p>
        {plan.refusals.length > 0 ? (
          <ul className="dispatch-refusals">
            {plan.refusals.map((refusal) => (
              <li key={refusal.code}>
                <StatePill
                  label={t(refusal.hard ? 'hard' : 'soft')}
                  tone={refusal.hard ? 'red' : 'amber'}
                  shape={refusal.hard ? 'slash' : 'warn'}
                />
                {refusalText(t, refusal)}
              </li>
            ))}
          </ul>
        ) : null}
        {hard.length > 0 ? <p>{t('hardHelp')}</p> : null}
        {hard.length === 0 && soft.length > 0 ? (
          mayOverride ? (
            <Checkbox label={t('pass', { name: plan.rowName })} checked={passed} onChange={setPassed} />
          ) : (
            <p>{t('askManager')}</p>
          )
        ) : null}
        {plan.asksReason && hard.length === 0 ? (
          <Select
            label={t('reassignReason')}
            options={options(day.reassignReasons)}
            value={reasonCode}
            onChange={setReason}
            required
          />
        ) : null}
        {plan.asksCause && hard.length === 0 ? (
          <Select
            label={t('rescheduleCause')}
            options={options(day.rescheduleReasons)}
            value={causeCode}
            onChange={setCause}
            required
          />
        ) : null}
        <ErrorLine text={props.faultText} />
      </div>
    </Dialog>
  );
}
