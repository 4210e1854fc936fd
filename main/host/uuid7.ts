const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A UUID of version 7 (RFC 9562) from a time and ten random bytes.
 * Its order is a convenience for people who read dumps; nothing sorts by it, because clocks jump.
 * Written by table: every row, event and message of a command takes one.
 */
export function uuid7(nowMs: number, random: Uint8Array): string {
  const ms = Math.max(0, Math.floor(nowMs));
  const high = Math.floor(ms / 65_536);
  const low = ms % 65_536;
  const of = (index: number) => hex[random[index]!]!;
  return (
    `${hex[(high >>> 24) & 255]}${hex[(high >>> 16) & 255]}${hex[(high >>> 8) & 255]}${hex[high & 255]}-` +
    `${hex[low >>> 8]}${hex[low & 255]}-${hex[0x70 | (random[0]! & 0x0f)]}${of(1)}-` +
    `${hex[0x80 | (random[2]! & 0x3f)]}${of(3)}-${of(4)}${of(5)}${of(6)}${of(7)}${of(8)}${of(9)}`
  );
}
