/** Catalogue, prices, levels, custody, places. */
export const stockroom = {};
