/**
 * What can be taken back, and by whom. A step is taken back as a whole while nobody has touched the order since and
 * nothing of it has left the house; afterwards the ordinary actions are the way, each with its reason.
 */
import type { Permission } from '../access/permissions.ts';

export const undoableActions = [
  'assign',
  'reassign',
  'unassign',
  'approve',
  'hold',
  'resume',
  'book',
  'urgent',
  'rank',
  'tag',
  'note',
  'verdict',
  'papers',
] as const;
export type UndoableAction = (typeof undoableActions)[number];

/** Whoever may do it may take it back. */
export const undoPermission: Record<UndoableAction, Permission> = {
  assign: 'orders.assign',
  reassign: 'orders.assign',
  unassign: 'orders.assign',
  approve: 'orders.review',
  hold: 'orders.hold',
  resume: 'orders.hold',
  book: 'appointments.write',
  urgent: 'orders.edit',
  rank: 'orders.edit',
  tag: 'orders.edit',
  note: 'notes.write',
  verdict: 'outbox.retry',
  papers: 'verification.write',
};

/** Steps that leave the order's own row alone: what others did to it since does not stand in their way. */
export const isBesideRow = (action: UndoableAction): boolean => action === 'note' || action === 'tag';

export function isUndoable(text: string): text is UndoableAction {
  return (undoableActions as readonly string[]).includes(text);
}

/** How long a message of a step waits at home, so that the step can be taken back without anyone having heard. */
export const undoHoldMs = 10_000;

export type UndoBar = 'done' | 'sent' | 'touched';

/** Why a step can no longer be taken back, or null. */
export function undoBar(facts: {
  action: UndoableAction;
  undone: boolean;
  /** Version of the order after the step and now. */
  versionAfter: number;
  version: number;
  /** A message of the step is on its way or was answered. */
  sent: boolean;
}): UndoBar | null {
  if (facts.undone) return 'done';
  if (facts.sent) return 'sent';
  return !isBesideRow(facts.action) && facts.version !== facts.versionAfter ? 'touched' : null;
}
