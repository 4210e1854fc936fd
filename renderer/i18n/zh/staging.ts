/** 备料：前一晚按人按路线备好，早上交接。 */
export const staging = {};
