import type { AnyChannel } from './define.ts';

/** Channels of 仓库: stocktakes. */
export const partsCount = {} as const satisfies Record<string, AnyChannel>;
