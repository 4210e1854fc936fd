import { describe, expect, it } from 'vitest';
import { ownSign, ownSignText } from '../../main/platforms/own/sign.ts';
import { topSign, topSignText } from '../../main/platforms/tmall/sign.ts';
import type { TopSignMethod } from '../../main/platforms/tmall/sign.ts';
import { expectedTopSign } from '../../main/platforms/tmall/sandbox-guard.ts';

const query = {
  app_key: '12345678',
  current_page: '1',
  format: 'json',
  gmt_create_start: '2024-05-01 10:00:00',
  gmt_create_end: '2024-05-01 10:15:00',
  method: 'tmall.servicecenter.workcard.query',
  page_size: '50',
  session: 'test_session',
  timestamp: '2024-05-01 10:20:00',
  v: '2.0',
};

const toy = { foo: '1', bar: '2', foo_bar: '3', foobar: '4' };

const vectors: [TopSignMethod, Record<string, string>, string][] = [
  ['md5', query, 'BF4BD097930B033CBDA9B6EFA0C11470'],
  ['hmac', query, '96F85C2026719F5E00A5BC4DECC89B6A'],
  ['hmac-sha256', query, '32AD5A5036ED72FA178FFE45264F2F4B4AEACB244D00635AF9C66A536E0A5BEC'],
  ['md5', { ...query, worker_name: '张师傅' }, 'D7A343E208C0375F281E0C7722D0330D'],
];

const toyVectors: [TopSignMethod, string][] = [
  ['md5', '5AAF1C690262A24768F5478B084C2C8A'],
  ['hmac', 'E687005F819D6F9E6ED085311C8ACC75'],
  ['hmac-sha256', '339676BF36C50A8BD3D8F6B4A81B2F9AA614B05BFCFEBEFC169CB830D6B77D3B'],
];

describe('TOP signature', () => {
  it.each(vectors)('%s of a worked request', (method, params, sign) => {
    const sent = { ...params, sign_method: method };
    expect(topSign(sent, 'helloworld', method)).toBe(sign);
    expect(expectedTopSign(new Map(Object.entries(sent)), 'helloworld')).toBe(sign);
  });

  it.each(toyVectors)('%s of the toy parameters', (method, sign) => {
    expect(topSign(toy, 'helloworld', method)).toBe(sign);
  });

  it('sorts by code unit, skips empty values and the signature itself', () => {
    expect(topSignText({ b: '1', B: '2', a_b: '3', ab: '4', empty: '', sign: 'X' })).toBe('B2a_b3ab4b1');
  });
});

describe('signature of the own protocol', () => {
  it('is the worked example of the document', () => {
    const input = {
      method: 'GET',
      target: '/v1/orders?limit=100&cursor=p42',
      time: '1714530000000',
      nonce: '00112233445566778899aabbccddeeff',
      body: new Uint8Array(0),
    };
    expect(ownSignText(input)).toBe(
      'GET\n/v1/orders?limit=100&cursor=p42\n1714530000000\n00112233445566778899aabbccddeeff\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(ownSign(input, 'helloworld')).toBe(
      'f299072a4f3b0fe51e2d3415415182bce032a2d4c7b9205522205bfbf6a278ca',
    );
  });
});
