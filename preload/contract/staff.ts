import type { AnyChannel } from './define.ts';

/** Channels of the area «staff». */
export const staff = {} as const satisfies Record<string, AnyChannel>;
