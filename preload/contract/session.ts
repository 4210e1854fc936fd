import type { AnyChannel } from './define.ts';

/** Channels of the area «session». */
export const session = {} as const satisfies Record<string, AnyChannel>;
