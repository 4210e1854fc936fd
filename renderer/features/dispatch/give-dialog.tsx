import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { nameOf } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Checkbox, Dialog, ErrorLine, Select, StatePill } from '../../ui/index.ts';
import { HandOverPart, useHandOver } from './hand-over-part.tsx';
import { refusalText } from './refusal-text.ts';
import { slotText } from './rows.tsx';
import { type Day, subShopOf } from './shapes.ts';
import type { GiveAnswers, GivePlan } from './use-give.ts';
import { useTitle } from '../orders/use-title.ts';

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
  const title = useTitle();
  const f = useFormat();
  const mayOverride = useCan('orders.assign_override') !== null;
  const [typed, setTyped, clear] = useDraft<{ reasonCode: string | null; causeCode: string | null }>(
    `dispatch.give:${plan.card.id}`,
    { reasonCode: null, causeCode: null },
  );
  const { reasonCode, causeCode } = typed;
  const subShop = subShopOf(plan.rowId) !== null;
  const hand = useHandOver(plan.asksReason ? plan.card.id : null, subShop ? null : plan.rowId);
  const [passed, setPassed] = useState(false);
  const hard = plan.refusals.filter((refusal) => refusal.hard);
  const soft = plan.refusals.filter((refusal) => !refusal.hard);
  const slot = day.slots.find((one) => one.id === plan.slotId);
  const asksYes = soft.length > 0 || hand.overLimit !== null;
  const ready =
    hard.length === 0 &&
    hand.ready &&
    (!asksYes || (mayOverride && passed)) &&
    (!plan.asksReason || reasonCode !== null) &&
    (!plan.asksCause || causeCode !== null);
  const options = (rows: Day['reassignReasons']) =>
    rows.map((row) => ({ id: row.code, label: nameOf(row, f.language) }));
  const leave = () => {
    clear();
    hand.clear();
    props.onClose();
  };
  const answer = () => {
    if (!ready) return;
    const passedCodes = soft.map((refusal) => refusal.code);
    if (hand.overLimit !== null && !passedCodes.includes('parts_limit')) passedCodes.push('parts_limit');
    props.onAnswer({
      reasonCode,
      causeCode,
      override: passedCodes,
      consent: hand.consent,
      print: hand.moves.print,
    });
  };
  return (
    <Dialog
      title={t('giveTo', { name: plan.rowName })}
      open
      onClose={leave}
      actions={
        <>
          <Button onPress={leave} hint="Escape">
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
          {title(plan.card)} · {plan.card.address}
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
        {hard.length === 0 && asksYes ? (
          mayOverride ? (
            <Checkbox label={t('pass', { name: plan.rowName })} checked={passed} onChange={setPassed} />
          ) : (
            <p>{t('askManager')}</p>
          )
        ) : null}
        {plan.asksReason && hard.length === 0 ? <HandOverPart hand={hand} toName={plan.rowName} /> : null}
        {plan.asksReason && hard.length === 0 ? (
          <Select
            label={t('reassignReason')}
            options={options(day.reassignReasons)}
            value={reasonCode}
            onChange={(code) => setTyped({ ...typed, reasonCode: code })}
            required
          />
        ) : null}
        {plan.asksCause && hard.length === 0 ? (
          <Select
            label={t('rescheduleCause')}
            options={options(day.rescheduleReasons)}
            value={causeCode}
            onChange={(code) => setTyped({ ...typed, causeCode: code })}
            required
          />
        ) : null}
        <ErrorLine text={props.faultText} />
      </div>
    </Dialog>
  );
}
