import type { Handlers } from '../context.ts';
import { abilityHandlers } from './abilities.ts';
import { belongingHandlers } from './belongings.ts';
import { handAllHandlers } from './hand-all.ts';
import { kindHandlers } from './kinds.ts';
import { openOrderHandlers } from './open-orders.ts';
import { passHandlers } from './pass-orders.ts';
import { patternHandlers } from './patterns.ts';
import { personHandlers } from './person.ts';
import { planHandlers } from './plan.ts';
import { readHandlers } from './read.ts';
import { roleHandlers } from './roles.ts';
import { shiftHandlers } from './shifts.ts';
import { teamHandlers } from './teams.ts';
import { toolHandlers } from './tools.ts';
import { tryPatternHandlers } from './try-pattern.ts';

/** People: who they are, what they can and may do, when they are away, and how they leave. */
export const handlers: Handlers = {
  ...readHandlers,
  ...personHandlers,
  ...abilityHandlers,
  ...shiftHandlers,
  ...planHandlers,
  ...patternHandlers,
  ...passHandlers,
  ...openOrderHandlers,
  ...teamHandlers,
  ...toolHandlers,
  ...kindHandlers,
  ...roleHandlers,
  ...belongingHandlers,
  ...handAllHandlers,
  ...tryPatternHandlers,
};
