/** Old parts, parcels, dead parts, exchanges of machines. */
export const oldparts = {};
