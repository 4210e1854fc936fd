/** Staging: put ready by person and route the evening before, handed out in the morning. */
export const staging = {};
