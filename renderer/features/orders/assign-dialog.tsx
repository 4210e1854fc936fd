import { useWords } from '../../i18n/index.ts';
import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { Button, Dialog, ErrorLine, Select, Skeleton } from '../../ui/index.ts';
import { HandOverPart, useHandOver } from '../dispatch/hand-over-part.tsx';
import type { OrderDialogProps } from './dialogs.tsx';
import { useLifeWords } from './life-words.ts';
import { PickList } from './pick-list.tsx';
import { offerUndo } from './undo.ts';

/** Who may take the order and why, who may not and why not; a number chooses, Enter gives it. */
export function AssignDialog({ order, onClose }: OrderDialogProps) {
  const t = useWords('orders');
  const { choices, named, person, say } = useLifeWords();
  const assign = useCommand('dispatch.assign');
  const reassign = useCommand('dispatch.handOver');
  const print = useCommand('paper.print');
  const mayOverride = useCan('orders.assign_override') !== null;
  const { data, loading, faultText } = useQuery('dispatch.candidates', { orderId: order.id });
  const changing = order.staffId !== null;
  const [staffId, setStaffId] = useState<string | null>(null);
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const candidates = (data?.candidates ?? []).filter((candidate) => candidate.staffId !== order.staffId);
  const chosen = candidates.find((candidate) => candidate.staffId === staffId);
  const mayTake = (candidate: (typeof candidates)[number]) =>
    candidate.refusals.length === 0 || (mayOverride && candidate.refusals.every((refusal) => !refusal.hard));
  const hand = useHandOver(changing && staffId !== null ? order.id : null, staffId);
  const ready =
    hand.ready &&
    (hand.overLimit === null || mayOverride) &&
    chosen !== undefined &&
    (!changing || reasonCode !== null);
  const command = changing ? reassign : assign;
  const go = async () => {
    if (!ready) return;
    const to = {
      id: order.id,
      version: order.version,
      staffId,
      override: chosen.refusals.map((refusal) => refusal.code),
    };
    if (!changing || reasonCode === null) {
      const given = await assign.run(to);
      if (given === null) return;
      offerUndo(t, 'assign', given);
      onClose(true);
      return;
    }
    if (hand.overLimit !== null && !to.override.includes('parts_limit')) to.override.push('parts_limit');
    const done = await reassign.run({ ...to, ...hand.consent, reasonCode });
    if (done === null) return;
    if (done.slipNumber !== null && hand.moves.print)
      void print.run({ kind: 'service_slip', ids: [order.id] });
    hand.clear();
    offerUndo(t, 'reassign', done);
    onClose(true);
  };
  return (
    <Dialog
      title={t(changing ? 'assign.change' : 'assign.title', { number: order.number })}
      open
      wide
      onClose={() => onClose(false)}
      actions={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={!ready}
            pending={command.pending}
            onPress={() => void go()}
          >
            {chosen ? t('assign.go', { name: person(chosen.name) }) : t('do.assign')}
          </Button>
        </>
      }
    >
      {loading ? <Skeleton lines={6} /> : null}
      {!loading && candidates.length === 0 ? <p>{t('assign.none')}</p> : null}
      <PickList
        label={t('doc.technician')}
        value={staffId}
        onPick={setStaffId}
        picks={candidates.map((candidate) => ({
          id: candidate.staffId,
          label: person(candidate.name),
          disabled: !mayTake(candidate),
          note: (
            <>
              {candidate.refusals.length > 0
                ? candidate.refusals.map((refusal) => say('refusal', refusal.code)).join(' · ')
                : candidate.reasons
                    .filter((reason) => reason.points > 0)
                    .map((reason) => say('rank', reason.code))
                    .join(' · ')}
              <span className="ord-load">
                {t('assign.load', {
                  jobs: candidate.jobs,
                  percent:
                    candidate.capacityMinutes === 0
                      ? 0
                      : Math.round((candidate.takenMinutes * 100) / candidate.capacityMinutes),
                })}
              </span>
            </>
          ),
        }))}
      />
      {changing && chosen ? <HandOverPart hand={hand} toName={person(chosen.name)} /> : null}
      {changing ? (
        <Select
          label={t('assign.why')}
          value={reasonCode}
          onChange={setReasonCode}
          options={choices.reasons
            .filter((reason) => reason.kind === 'reassign')
            .map((reason) => ({ id: reason.code, label: named(reason) }))}
        />
      ) : null}
      <ErrorLine text={faultText ?? command.faultText} />
    </Dialog>
  );
}
