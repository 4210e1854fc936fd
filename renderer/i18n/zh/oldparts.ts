/** 旧件、返件包裹、不良新件、换机。 */
export const oldparts = {};
