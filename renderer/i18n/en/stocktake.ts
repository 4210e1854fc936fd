/** Stocktakes. */
export const stocktake = {};
