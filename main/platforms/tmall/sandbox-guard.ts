/**
 * The sandbox's own reading of the TOP signature page; shares no code with the client.
 */
import { hash, createHmac } from 'node:crypto';

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The signature a request with these fields ought to carry, or null for an unknown method. */
export function expectedTopSign(fields: ReadonlyMap<string, string>, secret: string): string | null {
  const pairs = [...fields].filter(([name, value]) => name !== 'sign' && value.length > 0);
  pairs.sort(([a], [b]) => byCodeUnit(a, b));
  let joined = '';
  for (const [name, value] of pairs) joined += `${name}${value}`;
  switch (fields.get('sign_method')) {
    case 'md5':
      return hash('md5', Buffer.from(`${secret}${joined}${secret}`, 'utf8'), 'hex').toUpperCase();
    case 'hmac':
      return createHmac('md5', Buffer.from(secret, 'utf8'))
        .update(Buffer.from(joined, 'utf8'))
        .digest('hex')
        .toUpperCase();
    case 'hmac-sha256':
      return createHmac('sha256', Buffer.from(secret, 'utf8'))
        .update(Buffer.from(joined, 'utf8'))
        .digest('hex')
        .toUpperCase();
    default:
      return null;
  }
}

/** `yyyy-MM-dd HH:mm:ss` of GMT+8 as UTC ms; NaN when malformed. */
export function parseTopTime(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return Number.NaN;
  return Date.parse(`${text.replace(' ', 'T')}+08:00`);
}

export interface TopGuardRules {
  appKey: string;
  appSecret: string;
  session: string;
  now: () => number;
}

export interface GatewayError {
  code: number;
  msg: string;
  sub_code?: string;
  sub_msg?: string;
}

const toleranceMs = 10 * 60_000;

export function checkTop(fields: ReadonlyMap<string, string>, rules: TopGuardRules): GatewayError | null {
  for (const [name, code] of [
    ['method', 21],
    ['app_key', 28],
    ['timestamp', 30],
    ['v', 42],
    ['sign', 24],
  ] as const) {
    if ((fields.get(name) ?? '') === '') return { code, msg: `Missing ${name}` };
  }
  if (fields.get('app_key') !== rules.appKey) return { code: 29, msg: 'Invalid app Key' };
  if (fields.get('v') !== '2.0') return { code: 43, msg: 'Invalid Version' };
  const at = parseTopTime(fields.get('timestamp') ?? '');
  if (Number.isNaN(at) || Math.abs(at - rules.now()) > toleranceMs) {
    return { code: 31, msg: 'Invalid Timestamp', sub_code: 'isv.invalid-timestamp' };
  }
  if (expectedTopSign(fields, rules.appSecret) !== fields.get('sign'))
    return { code: 25, msg: 'Invalid signature' };
  if ((fields.get('session') ?? '') === '') return { code: 26, msg: 'Missing Session' };
  if (fields.get('session') !== rules.session) {
    return { code: 27, msg: 'Invalid session', sub_code: 'invalid-sessionkey', sub_msg: '授权已失效' };
  }
  return null;
}
