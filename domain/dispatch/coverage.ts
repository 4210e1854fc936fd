/** How an area is served: by ourselves, by a sub-shop, taken with a mark because it is far, not at all. */
export const coverageKinds = ['self', 'sub_shop', 'take_and_mark', 'refuse'] as const;
