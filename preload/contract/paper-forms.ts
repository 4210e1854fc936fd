import type { AnyChannel } from './define.ts';

/** Pre-printed forms and what stands where on them. */
export const paperForms = {} as const satisfies Record<string, AnyChannel>;
