import type { AnyChannel } from './define.ts';

/** Channels of the area «platforms». */
export const platforms = {} as const satisfies Record<string, AnyChannel>;
