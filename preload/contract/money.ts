import type { AnyChannel } from './define.ts';

/** Channels of the area «money». */
export const money = {} as const satisfies Record<string, AnyChannel>;
