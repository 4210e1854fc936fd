import { expect, onTestFinished, test, vi } from 'vitest';
import { httpTransport } from '../../renderer/lib/transport.ts';
import { openDesk, serve } from '../support/http-desk.ts';
import { testOutlet } from '../support/test-outlet.ts';

test('what changed while the line was broken is heard once it is back', async () => {
  const outlet = await testOutlet();
  const door = await serve(outlet);
  const { cookie } = await openDesk(door, outlet.deskId);
  const asked: string[] = [];
  let line = new AbortController();
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(new URL(address).search);
    line = new AbortController();
    return real(address, { headers: { cookie }, signal: line.signal });
  });
  onTestFinished(() => void vi.unstubAllGlobals());

  const heard: { kind?: string; lsn?: number; resync?: boolean }[] = [];
  let wake = () => {};
  const until = async (lsn: number) => {
    while (!heard.some((one) => one.lsn === lsn)) await new Promise<void>((resolve) => (wake = resolve));
  };
  const stop = httpTransport(`http://127.0.0.1:${door.port}`).onChange((change) => {
    heard.push(change as { kind?: string; lsn?: number });
    wake();
  });
  onTestFinished(() => {
    stop();
    line.abort();
  });
  const touch = (language: 'zh' | 'en') =>
    outlet.store.gate.run(
      { command: 'test', requestId: outlet.env.newId(), deskId: outlet.deskId, staffId: null },
      (tx) => void tx.update('desk', outlet.deskId, { language }),
    );

  const head = outlet.feed.head;
  await until(head);
  line.abort();
  touch('en');
  touch('zh');
  await until(head + 2);
  expect(asked).toEqual(['', `?since=${head}`]);
  expect(heard.filter((one) => one.kind === 'change').map((one) => one.lsn)).toEqual([head + 1, head + 2]);
  expect(heard.some((one) => one.resync === true)).toBe(false);
});
