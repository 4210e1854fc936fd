import fs from 'node:fs';
import path from 'node:path';
import { removeDir, temporaryDir } from '../fixtures/electron.ts';
import type { Desk } from '../fixtures/electron.ts';
import { expect, test } from './desk.ts';

/** A folder of photos watched by the shell: chosen in the dialog only, told by name, read by a choice of one use. */
let folder: string;
test.beforeEach(() => {
  folder = fs.realpathSync(temporaryDir('photos'));
});
test.afterEach(() => removeDir(folder));

const dialogGives = (desk: Desk, chosen: string | null) =>
  desk.app.evaluate(({ dialog }, dir) => {
    dialog.showOpenDialog = (async (...args: any[]) => {
      (globalThis as any).asked = args.at(-1).properties;
      return { canceled: dir === null, filePaths: dir === null ? [] : [dir] };
    }) as never;
  }, chosen);
const photos = (desk: Desk, name: string, ...args: unknown[]): Promise<any> =>
  desk.page.evaluate(
    ([what, given]) => (globalThis as any).api.photos[what as string](...(given as unknown[])),
    [name, args] as const,
  );
/** Two looks: a photo is told when the second finds it as the first did. */
const news = async (desk: Desk): Promise<{ choice: string; name: string; sizeBytes: number }[]> => [
  ...(await photos(desk, 'news')),
  ...(await photos(desk, 'news')),
];

test('a photo that comes in is told by name and read once; no path reaches the page', async ({ desk }) => {
  expect(await photos(desk, 'news')).toEqual([]);
  expect(await photos(desk, 'resume')).toBeNull();
  await dialogGives(desk, null);
  expect(await photos(desk, 'choose')).toBeNull();
  fs.writeFileSync(path.join(folder, 'last-month.jpg'), 'old');
  await dialogGives(desk, folder);
  expect(await photos(desk, 'choose')).toEqual({ name: path.basename(folder) });
  expect(await desk.app.evaluate(() => (globalThis as any).asked)).toEqual(['openDirectory']);
  fs.writeFileSync(path.join(folder, '铭牌.jpg'), 'picture');
  fs.symlinkSync('/etc/passwd', path.join(folder, 'passwd.jpg'));
  const told = await news(desk);
  expect(told).toEqual([{ choice: expect.any(String), name: '铭牌.jpg', sizeBytes: 7 }]);
  expect(JSON.stringify(told)).not.toContain(path.basename(folder));
  const { choice } = told[0]!;
  const read = await desk.page.evaluate(
    async (one) => new TextDecoder().decode(await (globalThis as any).api.photos.take(one)),
    choice,
  );
  expect(read).toBe('picture');
  await expect(photos(desk, 'take', choice)).rejects.toThrow('refused: no such choice');
  await expect(photos(desk, 'take', '../../etc/passwd')).rejects.toThrow('refused: choice');
});

test('a photo swapped for a link, or grown too large, after it was told is not read', async ({ desk }) => {
  await dialogGives(desk, folder);
  await photos(desk, 'choose');
  for (const name of ['a.jpg', 'b.jpg']) fs.writeFileSync(path.join(folder, name), 'picture');
  const told = await news(desk);
  const choiceOf = (name: string) => told.find((one) => one.name === name)?.choice;
  fs.rmSync(path.join(folder, 'a.jpg'));
  fs.symlinkSync('/etc/passwd', path.join(folder, 'a.jpg'));
  fs.truncateSync(path.join(folder, 'b.jpg'), 80 * 1024 * 1024);
  await expect(photos(desk, 'take', choiceOf('a.jpg'))).rejects.toThrow('refused: no file');
  await expect(photos(desk, 'take', choiceOf('b.jpg'))).rejects.toThrow('refused: too large');
});

test('the folder is remembered over a start, until it is stopped', async ({ start }) => {
  const outletDir = temporaryDir('desk');
  const first = await start({ outletDir });
  await dialogGives(first, folder);
  await photos(first, 'choose');
  await first.app.close();
  const second = await start({ outletDir });
  expect(await photos(second, 'resume')).toEqual({ name: path.basename(folder) });
  fs.writeFileSync(path.join(folder, 'new.jpg'), 'picture');
  expect((await news(second)).map((one) => one.name)).toEqual(['new.jpg']);
  await photos(second, 'stop');
  expect(await photos(second, 'news')).toEqual([]);
  await second.app.close();
  const third = await start({ outletDir });
  expect(await photos(third, 'resume')).toBeNull();
  await third.app.close();
  await removeDir(outletDir);
});
