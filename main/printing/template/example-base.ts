/** Of every made-up paper. Names and numbers are nobody's. */
export const printedAtMs = Date.UTC(2026, 10, 21, 23, 41);
export const base = {
  language: 'zh' as const,
  mark: { printedAtMs, copyNo: 1, printedBy: '祁望春', zone: 'Asia/Shanghai' },
  outlet: { name: '晨禾家电家居服务站', servicePhone: '0731-0000-0118', complaintPhone: '0731-0000-0119' },
  number: 'CH261122-0036',
};
export const day = '2026-11-22';
export const appointmentStartMs = Date.UTC(2026, 10, 22, 7, 0);
export const hourMs = 3_600_000;
