/** 盘点。 */
export const stocktake = {};
