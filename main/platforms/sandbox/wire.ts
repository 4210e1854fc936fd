/** A sandbox as a pure function: what came in, what goes out, and what the wire does to it. */
export interface WireRequest {
  method: string;
  /** Path and query exactly as on the request line. */
  target: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** The answer never reaches the caller: the request was `unseen`, or processed and the answer `lost`. */
  drop?: 'unseen' | 'lost';
  /** The connection breaks after this many bytes of the body. */
  cutAfterBytes?: number;
  delayMs?: number;
}

export type WireHandler = (request: WireRequest) => WireAnswer;

const encoder = new TextEncoder();

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): WireAnswer {
  return textAnswer(status, JSON.stringify(value), headers);
}

export function textAnswer(status: number, text: string, headers: Record<string, string> = {}): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: encoder.encode(text),
  };
}

/** An HTTP date; whole seconds. */
export function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
