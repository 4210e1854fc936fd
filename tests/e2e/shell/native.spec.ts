import fs from 'node:fs';
import path from 'node:path';
import { onRealElectron, temporaryDir, removeDir } from '../fixtures/electron.ts';
import { call, expect, test } from './desk.ts';

const hex = 'ab'.repeat(32);

test('the store key is kept sealed, read back by the next start, and is in no file as it stands', async ({
  start,
}) => {
  const outletDir = temporaryDir('key');
  const first = await start({ outletDir });
  expect((await call(first, 'test.told', null)).value.keyReply).toEqual({ hex: null, place: 'none' });
  await call(first, 'test.storeKey', { hex });
  await first.app.close();
  if (!onRealElectron) {
    expect(fs.readFileSync(path.join(outletDir, 'store.key.sealed')).includes(hex)).toBe(false);
    expect(fs.existsSync(path.join(outletDir, 'store.key'))).toBe(false);
  }
  const second = await start({ outletDir });
  expect((await call(second, 'test.told', null)).value.keyReply.hex).toBe(hex);
  await second.app.close();
  await removeDir(outletDir);
});

test('without a keychain the key lies in a file for its owner alone, and the program says so', async ({
  start,
}) => {
  test.skip(onRealElectron, 'a machine without a keychain is played by the stand-in');
  const outletDir = temporaryDir('key');
  const env = { STANDIN_NO_KEYCHAIN: '1' };
  const first = await start({ outletDir, env });
  await call(first, 'test.storeKey', { hex });
  const file = path.join(outletDir, 'store.key');
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(first.output()).toContain('mode 0600');
  await first.app.close();
  const second = await start({ outletDir, env });
  expect((await call(second, 'test.told', null)).value.keyReply).toEqual({ hex, place: 'file' });
  await second.app.close();
  await removeDir(outletDir);
});

test('a sealed key that cannot be read is an error, never a new key', async ({ start }) => {
  const outletDir = temporaryDir('key');
  fs.writeFileSync(path.join(outletDir, 'store.key.sealed'), 'rubbish');
  const desk = await start({ outletDir });
  await expect
    .poll(() => desk.page.evaluate(() => (globalThis as any).states.at(-1)))
    .toEqual({ state: 'failed', code: 'store_key_missing', params: {} });
  await desk.app.close();
  await removeDir(outletDir);
});

test('a chosen file goes to the host in slices; its path never reaches the page', async ({ desk }) => {
  const folder = temporaryDir('pick');
  const file = path.join(folder, '对账单.csv');
  fs.writeFileSync(file, '一'.repeat(300_000));
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never;
  }, file);
  const outcome = await desk.page.evaluate(async () => {
    const { api } = globalThis as any;
    const picked = await api.blob.pick('statement');
    const sent = await api.blob.upload(picked.choice, 'ticket-1');
    const again = await api.blob.upload(picked.choice, 'ticket-1').catch((error: Error) => error.message);
    let text = '';
    const parts: Uint8Array[] = [];
    for (let offset = 0; ; ) {
      const { answer, bytes } = await api.blob.get('ticket-1', offset, 262_144);
      parts.push(bytes);
      offset += bytes.byteLength;
      if (offset >= answer.value.size) break;
    }
    text = await new Blob(parts as BlobPart[]).text();
    return { picked, sent, again, same: text === '一'.repeat(300_000) };
  });
  expect(outcome.picked).toEqual({ choice: expect.any(String), name: '对账单.csv', sizeBytes: 900_000 });
  expect(JSON.stringify(outcome.picked)).not.toContain(folder);
  expect(outcome.sent).toEqual({ ok: true, value: { offset: 900_000 } });
  expect(outcome.again).toContain('refused: no such choice');
  expect(outcome.same).toBe(true);
  await removeDir(folder);
});

test('a saved file is whole or not there; the suggested name cannot choose a folder', async ({ desk }) => {
  const folder = temporaryDir('save');
  const file = path.join(folder, 'out.txt');
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = (async (...args: any[]) => {
      (globalThis as any).suggested = args.at(-1).defaultPath;
      return { canceled: false, filePath: chosen };
    }) as never;
  }, file);
  const outcome = await desk.page.evaluate(async () => {
    const { api } = globalThis as any;
    await api.blob.put('ticket-2', 0, new TextEncoder().encode('hello'), true);
    return api.blob.save('ticket-2', '../../etc/passwd');
  });
  expect(outcome).toEqual({ ok: true, value: { name: 'out.txt', sizeBytes: 5 } });
  expect(fs.readFileSync(file, 'utf8')).toBe('hello');
  expect(fs.readdirSync(folder)).toEqual(['out.txt']);
  expect(await desk.app.evaluate(() => (globalThis as any).suggested)).not.toMatch(/[/\\]/);
  await removeDir(folder);
});

test('the menu speaks both languages, has our keys, and sends its commands to the page', async ({ desk }) => {
  await desk.page.evaluate(() => {
    const page = globalThis as any;
    page.commands = [];
    page.api.onCommand((id: string) => page.commands.push(id));
    return page.api.setLanguage('zh');
  });
  const read = () =>
    desk.app.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()!.getMenuItemById('order.new')!;
      return { label: item.label, accelerator: String(item.accelerator) };
    });
  expect(await read()).toEqual({ label: '新建工单', accelerator: 'CmdOrCtrl+N' });
  await desk.page.evaluate(() => (globalThis as any).api.setLanguage('en'));
  expect((await read()).label).toBe('New work order');
  await desk.app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('go.today')!.click());
  await expect.poll(() => desk.page.evaluate(() => (globalThis as any).commands)).toEqual(['go.today']);
});

test('the theme of native parts follows the page', async ({ desk }) => {
  for (const theme of ['dark', 'light'] as const) {
    await desk.page.evaluate((to) => (globalThis as any).api.setTheme(to), theme);
    await expect
      .poll(() => desk.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(theme === 'dark');
  }
});

test('a sheet becomes a PDF of its own size, and a script in it does not run', async ({ desk }) => {
  const told = async () =>
    (await call(desk, 'test.told', null)).value.told.filter((entry: any) => entry.kind === 'printed');
  const html =
    '<!doctype html><title>slip</title><p>网点</p><script>document.body.style.paddingTop = "900mm"</script>';
  await desk.page.evaluate(
    (text) =>
      void (globalThis as any).api.call('test.print', {
        html: text,
        widthMicrons: 80_000,
        heightMicrons: 120_000,
        landscape: false,
        to: { kind: 'pdf' },
      }),
    html,
  );
  // 80 × 120 mm in points (Chromium rounds up); the script, had it run, would have made more pages.
  await expect.poll(told).toEqual([{ kind: 'printed', pdf: { head: '%PDF-', pages: 1, size: [227, 341] } }]);
  expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('paper: the size goes out in microns, a printer that is not there is named, not replaced', async ({
  desk,
}) => {
  await desk.app.evaluate(({ app }) => {
    (globalThis as any).printed = [];
    app.on('web-contents-created', (_event, contents) => {
      contents.getPrintersAsync = async () =>
        [{ name: '热敏小票', displayName: '热敏小票', description: '', options: {} }] as never;
      contents.print = ((options: any, done: any) => {
        (globalThis as any).printed.push(options);
        done(true, '');
      }) as never;
    });
  });
  const job = { html: '<p>x</p>', widthMicrons: 80_000, heightMicrons: 200_000, landscape: false };
  for (const name of ['热敏小票', '另一台']) {
    await desk.page.evaluate((input) => void (globalThis as any).api.call('test.print', input), {
      ...job,
      to: { kind: 'printer', name, copies: 2 },
    });
  }
  await desk.page.evaluate(() => void (globalThis as any).api.call('test.printers', null));
  const told = async () =>
    (await call(desk, 'test.told', null)).value.told.filter((entry: any) => entry.kind.startsWith('print'));
  await expect.poll(async () => (await told()).length).toBe(3);
  expect((await told()).map((entry: any) => entry.outcome ?? entry.printers)).toEqual(
    expect.arrayContaining([
      { ok: true },
      { ok: false, reason: 'printer_unknown' },
      [{ name: '热敏小票', displayName: '热敏小票' }],
    ]),
  );
  expect(await desk.app.evaluate(() => (globalThis as any).printed)).toEqual([
    expect.objectContaining({
      silent: true,
      deviceName: '热敏小票',
      copies: 2,
      pageSize: { width: 80_000, height: 200_000 },
    }),
  ]);
});
