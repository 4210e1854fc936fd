import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useUnits } from '../../lib/use-units.ts';
import { Checkbox, ErrorLine, StatePill } from '../../ui/index.ts';

type Check = OutputOf<'dispatch.handOverCheck'>;

/** What goes along when an order changes hands; asked while `orderId` is set. */
export function useHandOver(orderId: string | null, staffId: string | null) {
  const { data: check, faultText } = useQuery(
    'dispatch.handOverCheck',
    { orderId: orderId ?? '', staffId },
    { enabled: orderId !== null, keep: true },
  );
  const [moves, setMoves, clear] = useDraft(`dispatch.hand-over:${orderId ?? ''}`, {
    parts: true,
    money: true,
    print: true,
  });
  const known = orderId === null ? undefined : check;
  // Money cannot go to a sub-shop: somebody of ours hands it in
  const money = moves.money && staffId !== null;
  return {
    check: known,
    faultText,
    moves: { ...moves, money },
    setMoves,
    clear,
    /** Nothing is given away before it is known what there is to ask. */
    ready: orderId === null || known !== undefined,
    consent: {
      reservationIds: moves.parts ? (known?.parts ?? []).map((part) => part.reservationId) : [],
      paymentIds: money ? (known?.payments ?? []).map((payment) => payment.id) : [],
    },
    /** Parts that would pass the receiver's limit go along only when somebody with the right says so. */
    overLimit: moves.parts ? (known?.overLimit ?? null) : null,
  };
}

/** «2 parts, 340.00 cash, 5 photos»: each with whether it moves or stays. */
export function HandOverPart({ hand, toName }: { hand: ReturnType<typeof useHandOver>; toName: string }) {
  const t = useWords('dispatch');
  const f = useFormat();
  const { check, moves, setMoves } = hand;
  if (check === undefined) return <ErrorLine text={hand.faultText} />;
  const from = check.fromName ?? '';
  const sum = check.payments.reduce((total, payment) => total + payment.amountFen, 0);
  const nothing =
    check.parts.length + check.payments.length + check.shots + check.slips.length + check.oldParts === 0;
  if (nothing) return <p className="muted">{t('hand.nothing', { name: from })}</p>;
  return (
    <fieldset className="dispatch-hand">
      <legend>{t('hand.title', { name: from })}</legend>
      {check.parts.length > 0 ? (
        <>
          <Checkbox
            label={t('hand.parts', { n: check.parts.length, name: toName })}
            checked={moves.parts}
            onChange={(parts) => setMoves({ ...moves, parts })}
          />
          <PartLines check={check} />
        </>
      ) : null}
      {hand.overLimit ? (
        <p className="row">
          <StatePill label={t('soft')} tone="amber" shape="warn" />
          {t('hand.overLimit', {
            name: toName,
            wouldBe: f.money(hand.overLimit.wouldBeFen),
            limit: f.money(hand.overLimit.limitFen),
          })}
        </p>
      ) : null}
      {check.payments.length > 0 ? (
        check.toName === null ? (
          <p className="muted">{t('hand.moneyStays', { sum: f.money(sum), name: from })}</p>
        ) : (
          <Checkbox
            label={t('hand.money', { sum: f.money(sum), name: toName })}
            checked={moves.money}
            onChange={(money) => setMoves({ ...moves, money })}
          />
        )
      ) : null}
      {check.slips.length > 0 ? (
        <Checkbox
          label={t('hand.slips', { number: check.slips.map((slip) => slip.number).join(' ') })}
          checked={moves.print}
          onChange={(print) => setMoves({ ...moves, print })}
        />
      ) : null}
      {check.shots > 0 ? <p className="muted">{t('hand.shots', { n: check.shots, name: toName })}</p> : null}
      {check.oldParts > 0 ? (
        <p className="muted">{t('hand.oldParts', { n: check.oldParts, name: from })}</p>
      ) : null}
    </fieldset>
  );
}

function PartLines({ check }: { check: Check }) {
  const f = useFormat();
  const unit = useUnits();
  return (
    <ul className="dispatch-hand-lines muted">
      {check.parts.map((part) => (
        <li key={part.reservationId}>
          {nameOf(part, f.language)} {f.milli(part.quantityMilli)} {unit(part.unit)}
          {part.serial === '' ? '' : ` · ${part.serial}`} · {f.money(part.valueFen)}
        </li>
      ))}
    </ul>
  );
}
