import type { AnyChannel } from './define.ts';

/** Templates an outlet makes of its papers. */
export const paperTemplates = {} as const satisfies Record<string, AnyChannel>;
