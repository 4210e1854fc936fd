import type { AnyChannel } from './define.ts';

/** Channels of the area «search». */
export const search = {} as const satisfies Record<string, AnyChannel>;
