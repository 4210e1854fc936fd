import type { EffectName } from '../../../../domain/orders/life.ts';
import {
  dropAssignment,
  handOver,
  notifyTechnician,
  releaseSlots,
  takeSlot,
} from '../../dispatch/effects.ts';
import {
  computeFees,
  emptyTripFee,
  freezeFees,
  postFees,
  reverseFees,
  unfreezeFees,
} from '../../money/effects.ts';
import { recallParts, releaseReservations, reserveParts } from '../../parts/effects.ts';
import { voidSlip } from '../../paper/effects.ts';
import { upstreamStep } from '../../sync/effects.ts';
import { dropTrip, planTrip } from '../../visits/effects.ts';
import type { Effect } from './apply-action.ts';
import { endAppointment } from './end-appointment.ts';
import { pauseDeadlines, resumeDeadlines } from './holds.ts';
import { openChild } from './open-child.ts';

/** Deadlines are derived from the row (derive.ts): starting and stopping them is the state itself. */
const derived: Effect = () => undefined;

/** The effects of the table of edges, each in the room it belongs to. They return columns of the order to set. */
export const effects: Record<EffectName, Effect> = {
  start_deadlines: derived,
  stop_deadlines: derived,
  pause_deadlines: pauseDeadlines,
  resume_deadlines: resumeDeadlines,
  take_slot: takeSlot,
  release_slots: releaseSlots,
  reserve_parts: reserveParts,
  release_reservations: releaseReservations,
  recall_parts: recallParts,
  void_slip: voidSlip,
  hand_over: handOver,
  drop_assignment: dropAssignment,
  plan_visit: planTrip,
  drop_visit: dropTrip,
  end_appointment: endAppointment,
  compute_fees: computeFees,
  post_fees: postFees,
  freeze_fees: freezeFees,
  unfreeze_fees: unfreezeFees,
  reverse_fees: reverseFees,
  empty_trip_fee: emptyTripFee,
  open_child: openChild,
  notify_technician: notifyTechnician,
  upstream_accept: upstreamStep('accept'),
  upstream_assign: upstreamStep('assign'),
  upstream_suspend: upstreamStep('suspend'),
  upstream_send_back: upstreamStep('send_back'),
  upstream_refuse: upstreamStep('refuse'),
  upstream_complete: upstreamStep('complete'),
  upstream_verify: upstreamStep('verify'),
};
