import type { AnyChannel } from './define.ts';

/** Channels of the area «jobs». */
export const jobs = {} as const satisfies Record<string, AnyChannel>;
