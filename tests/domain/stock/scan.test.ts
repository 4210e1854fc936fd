import { expect, test } from 'vitest';
import { cleanScan, distinctHits, type ScanHit, type ScanKind } from '../../../domain/stock/scan.ts';

const hit = (kind: ScanKind, id: string, partId: string | null = null): ScanHit => ({
  kind,
  id,
  text: id,
  name: '',
  partId,
  staffId: null,
  workOrderId: null,
  locationId: null,
  bin: null,
  paper: null,
  state: null,
});

test('a scanner’s mark, full-width letters and stray blanks are no part of a code', () => {
  expect(cleanScan(']C1LZ-001')).toBe('LZ-001');
  expect(cleanScan(' ＬＺ－００１　')).toBe('LZ-001');
  expect(cleanScan('GD2611220001\r\n')).toBe('GD2611220001');
  expect(cleanScan(']d2\u001d0101')).toBe('0101');
});

test('one piece of a part speaks for the part; two makers’ pieces of one number stay two', () => {
  const part = hit('part', 'LZ-001', 'LZ-001');
  const piece = hit('serial', 'SN1', 'LZ-001');
  expect(distinctHits([part, piece])).toEqual([piece]);
  expect(distinctHits([piece, part])).toEqual([piece]);
  expect(distinctHits([piece, hit('serial', 'SN1', 'BY-002')])).toHaveLength(2);
  expect(distinctHits([hit('order', 'W1'), hit('order', 'W1')])).toHaveLength(1);
  expect(distinctHits([part, hit('staff', 'LZ-001')])).toHaveLength(2);
});
