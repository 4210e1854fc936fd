import type { AnyChannel } from './define.ts';

/** Channels of the area «blobs». */
export const blobs = {} as const satisfies Record<string, AnyChannel>;
