import type { AnyChannel } from './define.ts';

/** Channels of 仓库: what is put ready the evening before, picked and handed out. */
export const partsStaging = {} as const satisfies Record<string, AnyChannel>;
