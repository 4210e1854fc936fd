import type { AnyChannel } from './define.ts';

/** Channels of the area «today». */
export const today = {} as const satisfies Record<string, AnyChannel>;
