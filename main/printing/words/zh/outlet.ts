/** Words on papers of the house, as the shop says them. */
export const outlet = {
  // calibration page
  calibration: '打印机校准页',
  calibrationHint: '下面每行两端的竖线应上下对齐,中文应完整。',
} as const;
