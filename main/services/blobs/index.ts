import type { Handlers } from '../context.ts';

/** Announcing files. The bytes travel beside the contract (`main/host/blob-channel.ts`). */
export const handlers: Handlers = {
  'blobs.offer': (ctx, input) => ctx.host.blobs.offer(input, ctx.session),
  'blobs.status': async (ctx, input) => {
    const have = await ctx.host.blobs.has(input.hash);
    return { have, offset: have ? 0 : ctx.host.blobs.received(input.hash, ctx.session) };
  },
};
