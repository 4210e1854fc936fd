import { describe, expect, it } from 'vitest';
import type { CodeEntry, CodeRule } from '../../../domain/verification/machine-codes.ts';
import { checkCodes, normaliseCode, placeForCode } from '../../../domain/verification/machine-codes.ts';
import type { VerificationFacts, VerificationPolicy } from '../../../domain/verification/policy.ts';
import { pictureType } from '../../../domain/verification/picture.ts';
import { computeVerification, findPolicy } from '../../../domain/verification/policy.ts';

const rules: CodeRule[] = [
  {
    model: 'KFR-26',
    patterns: { indoor: '^LZ01N\\d{9}$', outdoor: '^LZ01W\\d{9}$' },
    required: ['indoor', 'outdoor'],
  },
  {
    model: 'KFR-35',
    patterns: { indoor: '^LZ02N\\d{9}$', outdoor: '^LZ02W\\d{9}$' },
    required: ['indoor', 'outdoor'],
  },
];
const none = () => null;

function entry(rest: Partial<CodeEntry> = {}): CodeEntry {
  return { machineId: 'm1', model: 'KFR-26', indoor: 'LZ01N260300127', outdoor: 'LZ01W260300127', ...rest };
}

describe('machine codes', () => {
  it('passes a pair as scanned, blanks and lower case included', () => {
    expect(checkCodes([entry({ indoor: ' lz01n260300127 ' })], rules, none)).toEqual([]);
    expect(normaliseCode('*ＬＺ01n*')).toBe('LZ01N');
  });

  it.each<[string, string, Partial<CodeEntry>]>([
    ['missing', 'indoor', { indoor: null }],
    ['missing', 'outdoor', { outdoor: '  ' }],
    ['pattern', 'indoor', { indoor: 'XX' }],
    ['other_model', 'outdoor', { outdoor: 'LZ02W260300127' }],
  ])('%s on %s', (code, place, rest) => {
    expect(checkCodes([entry(rest)], rules, none).map((one) => [one.code, one.place])).toEqual([
      [code, place],
    ]);
  });

  it('one code on both units, on two machines, on an earlier order', () => {
    const open: CodeRule[] = [{ model: 'KFR-26', patterns: {}, required: [] }];
    expect(checkCodes([entry({ outdoor: 'LZ01N260300127' })], open, none).map((one) => one.code)).toEqual([
      'same_on_both',
    ]);
    const two = [entry(), entry({ machineId: 'm2', outdoor: 'LZ01W260300128' })];
    expect(checkCodes(two, rules, none)).toMatchObject([{ machineId: 'm2', code: 'twice_in_order' }]);
    expect(
      checkCodes([entry()], rules, (code) =>
        code.startsWith('LZ01N') ? { order: 'GD1', orderId: 'o1', open: false } : null,
      ),
    ).toMatchObject([{ place: 'indoor', code: 'used_before', params: { order: 'GD1' } }]);
  });

  it('a pattern typed wrong in settings stops nobody', () => {
    expect(
      checkCodes([entry()], [{ model: 'KFR-26', patterns: { indoor: '(' }, required: [] }], none),
    ).toEqual([]);
  });
});

const policy: VerificationPolicy = {
  code: 'PH-KT',
  version: 1,
  shots: [
    { name: '内机条码', when: 'always', perMachine: true },
    { name: '完工全景', when: 'always', perMachine: false },
    { name: '系绳', when: 'height_work', perMachine: false },
  ],
  codeRequired: true,
  placeWithinM: 500,
  machineCodes: true,
  signature: true,
};

const facts: VerificationFacts = {
  machineIds: ['m1', 'm2'],
  conditions: [],
  shots: [
    { name: '内机条码', machineId: 'm1', hash: 'a', atDesk: false },
    { name: '内机条码', machineId: 'm2', hash: 'b', atDesk: false },
    { name: '完工全景', machineId: null, hash: 'c', atDesk: false },
  ],
  usedHashes: none,
  code: { value: '4471', atDesk: false, askedAt: 2000 },
  arrivedAt: 1000,
  placeOffM: 80,
  codeProblems: [],
  signature: { atDesk: false },
};

function bad(rest: Partial<VerificationFacts>): [string, string][] {
  return computeVerification(policy, { ...facts, ...rest })
    .items.filter((item) => item.state !== 'present')
    .map((item) => [item.name, item.state]);
}

describe('verification', () => {
  it('is met when everything asked is there', () => {
    expect(computeVerification(policy, facts)).toMatchObject({ met: true, atDesk: false, flags: [] });
    expect(computeVerification(null, { ...facts, shots: [], code: null, signature: null })).toMatchObject({
      met: true,
      items: [],
    });
  });

  it('names what is missing, per machine', () => {
    expect(bad({ shots: facts.shots.slice(0, 1) })).toEqual([
      ['内机条码', 'missing'],
      ['完工全景', 'missing'],
    ]);
    expect(bad({ conditions: ['height_work'] })).toEqual([['系绳', 'missing']]);
    expect(bad({ code: null })).toEqual([['code', 'missing']]);
    expect(bad({ signature: null })).toEqual([['signature', 'missing']]);
    expect(bad({ placeOffM: 900 })).toEqual([['place', 'wrong']]);
    expect(bad({ placeOffM: null })).toEqual([['place', 'missing']]);
  });

  it('one picture used twice proves one thing', () => {
    const twice = facts.shots.map((shot) => ({ ...shot, hash: shot.machineId === null ? 'c' : 'a' }));
    expect(bad({ shots: twice })).toEqual([['内机条码', 'repeated']]);
    expect(bad({ usedHashes: (hash) => (hash === 'c' ? 'GD9' : null) })).toEqual([['完工全景', 'repeated']]);
    const withFresh = [...twice, { name: '内机条码', machineId: 'm2', hash: 'd', atDesk: false }];
    expect(bad({ shots: withFresh })).toEqual([]);
  });

  it('says what was entered at a desk and what was asked before arrival', () => {
    expect(computeVerification(policy, { ...facts, signature: { atDesk: true } })).toMatchObject({
      met: true,
      atDesk: true,
    });
    const early = computeVerification(policy, {
      ...facts,
      code: { value: '4471', atDesk: false, askedAt: 500 },
    });
    expect(early.flags).toEqual([{ code: 'code_before_arrival', params: { askedAt: 500 } }]);
    expect(early.met).toBe(true);
  });

  it('the payer decides before the service type, the type before the category', () => {
    const row = (
      code: string,
      payerCode: string | null,
      serviceType: string | null,
      category: string | null,
    ) => ({
      policy: { ...policy, code },
      payerCode,
      serviceType,
      category,
    });
    const rows = [
      row('any', null, null, null),
      row('type', null, '安装', '空调'),
      row('payer', 'PY-LZ', null, null),
    ];
    const order = { payerCode: 'PY-LZ', serviceType: '安装', category: '空调' };
    expect(findPolicy(rows, order)?.code).toBe('payer');
    expect(findPolicy(rows, { ...order, payerCode: 'PY-BY' })?.code).toBe('type');
    expect(findPolicy(rows, { ...order, payerCode: 'PY-BY', serviceType: '维修' })?.code).toBe('any');
    expect(findPolicy([], order)).toBeNull();
  });
});

describe('a scanned code finds its field', () => {
  const fields = [
    { machineId: 'm1', place: 'indoor' as const, pattern: '^LZ01[NA]\\d{9}$', value: '' },
    { machineId: 'm1', place: 'outdoor' as const, pattern: '^LZ01[WA]\\d{9}$', value: '' },
    { machineId: 'm2', place: 'indoor' as const, pattern: '^LZ01[NA]\\d{9}$', value: '' },
  ];
  it('the first empty one it fits, never one that is filled', () => {
    expect(placeForCode('lz01w260300127', fields)).toEqual({ machineId: 'm1', place: 'outdoor' });
    const filled = fields.map((one, at) => (at === 0 ? { ...one, value: 'x' } : one));
    expect(placeForCode('LZ01N260300127', filled)).toEqual({ machineId: 'm2', place: 'indoor' });
    expect(placeForCode('6901234567892', fields)).toBeNull();
    expect(placeForCode('6901234567892', [{ ...fields[0]!, pattern: null }])).toMatchObject({
      machineId: 'm1',
    });
  });

  it('the code of the other unit is named as such', () => {
    expect(
      checkCodes([entry({ indoor: 'LZ01W260300127', outdoor: 'LZ01N260300127' })], rules, none).map((one) => [
        one.place,
        one.code,
      ]),
    ).toEqual([
      ['indoor', 'wrong_place'],
      ['outdoor', 'wrong_place'],
    ]);
    expect(
      checkCodes([entry()], rules, () => ({ order: 'GD2', orderId: 'o2', open: true })).map(
        (one) => one.code,
      ),
    ).toEqual(['used_open', 'used_open']);
  });
});

describe('a picture by its first bytes', () => {
  const bytes = (text: string) => Buffer.from(text.padEnd(16, '\0'), 'latin1');
  it.each([
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['\x89PNG\r\n', 'image/png'],
    ['RIFF\0\0\0\0WEBP', 'image/webp'],
    ['\0\0\0\x18ftypheic', 'image/heic'],
    ['%PDF-1.7', null],
    ['<svg xmlns="x">', null],
    ['\0\0\0\x18ftypisom', null],
  ])('%j → %s', (text, type) => {
    expect(pictureType(bytes(text))).toBe(type);
  });
  it('an empty file is none', () => {
    expect(pictureType(new Uint8Array())).toBeNull();
  });
});
