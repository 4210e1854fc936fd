import type { AnyChannel } from './define.ts';

/** Channels of the area «orders». */
export const orders = {} as const satisfies Record<string, AnyChannel>;
