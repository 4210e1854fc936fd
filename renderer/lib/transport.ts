import type { Answer } from '../../preload/contract/define.ts';
import { setConnection } from './connection.ts';
import { HostAway } from './faults.ts';

/** What both ways to the host offer. */
export interface Transport {
  readonly kind: 'ipc' | 'http';
  call(channel: string, input: unknown, requestId: string): Promise<Answer>;
  onChange(listener: (change: unknown) => void): () => void;
}

/** Electron: the bridge. The only place that touches `window.api`. */
export function ipcTransport(bridge: NonNullable<Window['api']>): Transport {
  bridge.onHostState((host) => {
    if (host.state === 'ready') setConnection({ state: 'online' });
    else if (host.state === 'failed')
      setConnection({ state: 'refused', code: host.code, params: host.params });
    else setConnection({ state: 'away', sinceMs: Date.now() });
  });
  return {
    kind: 'ipc',
    call: (channel, input, requestId) =>
      bridge.call(channel, input, requestId).catch(() => {
        throw new HostAway();
      }),
    onChange: (listener) => bridge.onChange(listener),
  };
}

const retryMs = [500, 1_000, 2_000, 4_000, 8_000];

/** Browser desk: the same contract over HTTP with one fetch-streamed change channel. */
export function httpTransport(base = ''): Transport {
  const listeners = new Set<(change: unknown) => void>();
  let following = false;
  /** The last change heard of: after a broken line only what was missed is sent. */
  let heard: number | null = null;

  async function follow(): Promise<void> {
    if (following) return;
    following = true;
    let failures = 0;
    while (listeners.size > 0) {
      try {
        const since = heard === null ? '' : `?since=${heard}`;
        const answer = await fetch(`${base}/api/changes${since}`, {
          cache: 'no-store',
          credentials: 'same-origin',
        });
        if (answer.status === 401 || answer.status === 403) {
          setConnection({ state: 'refused', code: 'desk_unknown', params: {} });
          break;
        }
        if (answer.status === 429) {
          // Another window of this browser holds the streams; calls still work.
          await answer.body?.cancel();
          failures = retryMs.length;
        } else {
          if (!answer.ok || !answer.body) throw new HostAway();
          setConnection({ state: 'online' });
          // Without a place to go on from, everything shown is read again.
          if (failures > 0 && heard === null) for (const listener of listeners) listener({ resync: true });
          failures = 0;
          await readLines(answer.body, (line) => {
            const lsn = (line as { lsn?: unknown } | null)?.lsn;
            if (typeof lsn === 'number') heard = lsn;
            for (const listener of listeners) listener(line);
          });
          failures = 1;
        }
      } catch {
        failures += 1;
        setConnection({ state: 'away', sinceMs: Date.now() });
      }
      await new Promise((resolve) =>
        setTimeout(resolve, retryMs[Math.min(failures, retryMs.length) - 1] ?? 8_000),
      );
    }
    following = false;
  }

  return {
    kind: 'http',
    async call(channel, input, requestId) {
      let answer: Response;
      try {
        answer = await fetch(`${base}/api/call`, {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ channel, input, requestId }),
        });
      } catch {
        setConnection({ state: 'away', sinceMs: Date.now() });
        throw new HostAway();
      }
      const body: unknown = await answer.json().catch(() => null);
      if (typeof body === 'object' && body !== null && 'ok' in body) {
        const known = body as Answer;
        if (!known.ok && known.error.code === 'desk_unknown') {
          setConnection({ state: 'refused', code: 'desk_unknown', params: {} });
        } else setConnection({ state: 'online' });
        return known;
      }
      if (answer.status === 401 || answer.status === 403) {
        setConnection({ state: 'refused', code: 'desk_unknown', params: {} });
        return { ok: false, error: { code: 'desk_unknown', params: {} } };
      }
      throw new HostAway();
    },
    onChange(listener) {
      listeners.add(listener);
      void follow();
      return () => listeners.delete(listener);
    },
  };
}

/** NDJSON: one value per line; a line that is no JSON is skipped, the stream goes on. */
async function readLines(body: ReadableStream<Uint8Array>, take: (value: unknown) => void): Promise<void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.trim()) continue;
      try {
        take(JSON.parse(line));
      } catch {
        // half a line after a cut: the next resync covers it
      }
    }
  }
}

/**
 * Trades the one-time token of `#t=…` for a session cookie, at once, and clears the hash so that neither history
 * nor a copied address carries it. Returns false when the host refused it.
 */
export async function openDesk(base = ''): Promise<boolean> {
  const token = /[#&]t=([^&]+)/.exec(location.hash)?.[1];
  if (!token) return true;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const answer = await fetch(`${base}/api/open`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: decodeURIComponent(token) }),
    });
    return answer.ok;
  } catch {
    setConnection({ state: 'away', sinceMs: Date.now() });
    return true;
  }
}
