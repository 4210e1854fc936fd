import type { AnyChannel } from './define.ts';

/** Channels of the area «paper». */
export const paper = {} as const satisfies Record<string, AnyChannel>;
