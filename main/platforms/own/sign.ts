import { createHash, createHmac } from 'node:crypto';

export interface OwnSignInput {
  method: string;
  /** Exactly as on the request line: path and query, percent-encoded. */
  target: string;
  /** UTC ms as decimal text. */
  time: string;
  nonce: string;
  body: Uint8Array;
}

/** Lower-case hex SHA-256 of the body bytes; of nothing for an empty body. */
export function bodyHash(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Five lines joined by one line feed, no line feed at the end. */
export function ownSignText(input: OwnSignInput): string {
  return [input.method, input.target, input.time, input.nonce, bodyHash(input.body)].join('\n');
}

/** Lower-case hex HMAC-SHA256 of `ownSignText`, key and text as UTF-8. */
export function ownSign(input: OwnSignInput, secret: string): string {
  return createHmac('sha256', secret).update(ownSignText(input), 'utf8').digest('hex');
}
