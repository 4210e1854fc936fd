import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PhotoFolder, readPhoto } from '../../../main/shell/photo-folder.ts';
import { maxPictureBytes } from '../../../preload/contract/picture-files.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'outlet-photos-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = async (path = dir): Promise<PhotoFolder> => {
  const folder = await PhotoFolder.open(path);
  if (folder === null) throw new Error('not opened');
  return folder;
};
const names = async (folder: PhotoFolder) => (await folder.look()).map((photo) => photo.name);

test('what lay there does not count; what comes is told once it has stopped growing, and once', async () => {
  writeFileSync(join(dir, 'before.jpg'), 'old');
  const folder = await open();
  writeFileSync(join(dir, 'new.JPG'), 'ab');
  writeFileSync(join(dir, 'empty.png'), '');
  writeFileSync(join(dir, 'words.pdf'), 'no photo');
  expect(await names(folder)).toEqual([]);
  writeFileSync(join(dir, 'new.JPG'), 'abcd');
  expect(await names(folder), 'it grew meanwhile').toEqual([]);
  expect(await folder.look()).toEqual([{ file: join(dir, 'new.JPG'), name: 'new.JPG', sizeBytes: 4 }]);
  expect(await names(folder)).toEqual([]);
});

test('a name that went away may come again', async () => {
  const folder = await open();
  writeFileSync(join(dir, '1.jpg'), 'one');
  await folder.look();
  expect(await names(folder)).toEqual(['1.jpg']);
  rmSync(join(dir, '1.jpg'));
  await folder.look();
  writeFileSync(join(dir, '1.jpg'), 'another');
  await folder.look();
  expect(await names(folder)).toEqual(['1.jpg']);
});

test('folders and links are nothing, inside and as the folder itself', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'outlet-outside-'));
  try {
    writeFileSync(join(outside, 'secret.jpg'), 'secret');
    const folder = await open();
    symlinkSync(join(outside, 'secret.jpg'), join(dir, 'link.jpg'));
    symlinkSync(outside, join(dir, 'folder.jpg'));
    mkdirSync(join(dir, 'inner.png'));
    await folder.look();
    expect(await names(folder)).toEqual([]);
    await expect(readPhoto(join(dir, 'link.jpg'))).rejects.toThrow('refused: no file');
    await expect(readPhoto(join(dir, 'inner.png'))).rejects.toThrow('refused: no file');
    symlinkSync(outside, join(dir, 'way'));
    expect(await PhotoFolder.open(join(dir, 'way'))).toBeNull();
    expect(await PhotoFolder.open(join(dir, 'gone'))).toBeNull();
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
});

test('the largest photo is read whole; one byte more is refused', async () => {
  const file = join(dir, 'big.jpg');
  writeFileSync(file, Buffer.from([0xff, 0xd8, 0xff]));
  truncateSync(file, maxPictureBytes);
  const bytes = await readPhoto(file);
  expect(bytes.byteLength).toBe(maxPictureBytes);
  expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  truncateSync(file, maxPictureBytes + 1);
  await expect(readPhoto(file)).rejects.toThrow('refused: too large');
});

test('a folder that goes away has no news and does not fail', async () => {
  const inner = join(dir, 'inner');
  mkdirSync(inner);
  const folder = await open(inner);
  rmSync(inner, { recursive: true });
  expect(await folder.look()).toEqual([]);
});
