import type { AnyChannel } from './define.ts';

/** Channels of the area «dispatch». */
export const dispatch = {} as const satisfies Record<string, AnyChannel>;
