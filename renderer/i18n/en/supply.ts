/** Requests, goods that came otherwise than announced, replenishment. */
export const supply = {};
