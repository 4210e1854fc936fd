import type { Handlers } from '../context.ts';
import { abilityHandlers } from './abilities.ts';
import { personHandlers } from './person.ts';
import { readHandlers } from './read.ts';
import { shiftHandlers } from './shifts.ts';

/** People: who they are, what they can and may do, when they are away, and how they leave. */
export const handlers: Handlers = {
  ...readHandlers,
  ...personHandlers,
  ...abilityHandlers,
  ...shiftHandlers,
};
