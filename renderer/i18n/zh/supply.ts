/** 配件申请、收货差异、补货。 */
export const supply = {};
