import type { AnyChannel } from './define.ts';

/** Channels of the area «visits». */
export const visits = {} as const satisfies Record<string, AnyChannel>;
