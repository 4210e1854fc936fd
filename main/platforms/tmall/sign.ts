import { createHash, createHmac } from 'node:crypto';

export type TopSignMethod = 'md5' | 'hmac' | 'hmac-sha256';

/** Names in code-unit order, each followed by its raw value; empty values and `sign` itself left out. */
export function topSignText(params: Readonly<Record<string, string>>): string {
  return Object.keys(params)
    .filter((name) => name !== 'sign' && params[name] !== '')
    .sort()
    .map((name) => name + params[name])
    .join('');
}

/** Upper-case hex signature of TOP parameters (files excluded by the caller), text and secret as UTF-8. */
export function topSign(
  params: Readonly<Record<string, string>>,
  secret: string,
  method: TopSignMethod = 'md5',
): string {
  const text = topSignText(params);
  const digest =
    method === 'md5'
      ? createHash('md5').update(secret + text + secret, 'utf8')
      : createHmac(method === 'hmac' ? 'md5' : 'sha256', secret).update(text, 'utf8');
  return digest.digest('hex').toUpperCase();
}
