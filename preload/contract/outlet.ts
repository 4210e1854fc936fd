import type { AnyChannel } from './define.ts';

/** Channels of the area «outlet». */
export const outlet = {} as const satisfies Record<string, AnyChannel>;
