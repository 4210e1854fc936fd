import type { AnyChannel } from './define.ts';

/** Channels of 仓库: the catalogue itself, prices and levels, custody. */
export const partsCatalogue = {} as const satisfies Record<string, AnyChannel>;
