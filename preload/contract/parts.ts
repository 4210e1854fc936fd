import type { AnyChannel } from './define.ts';

/** Channels of the area «parts». */
export const parts = {} as const satisfies Record<string, AnyChannel>;
