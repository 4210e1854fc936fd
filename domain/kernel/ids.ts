/** UUIDv7 from given time and bytes (RFC 9562). The environment supplies both; nothing sorts by id, clocks jump. */

/** `ms` UTC (48 bits), `bytes` at least 10. Lower-case text of 36 characters. */
export function uuidV7(ms: number, bytes: Uint8Array): string {
  if (!Number.isSafeInteger(ms) || ms < 0 || ms >= 2 ** 48) throw new RangeError(`not a time: ${ms}`);
  if (bytes.length < 10) throw new RangeError('ten bytes are needed');
  const time = ms.toString(16).padStart(12, '0');
  const out: number[] = Array.from(bytes.subarray(0, 10));
  out[0] = ((out[0] ?? 0) & 0x0f) | 0x70;
  out[2] = ((out[2] ?? 0) & 0x3f) | 0x80;
  const rest = out.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuidV7(text: string): boolean {
  return pattern.test(text);
}
