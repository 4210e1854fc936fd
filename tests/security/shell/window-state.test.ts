import { expect, test } from 'vitest';
import { safeName } from '../../../main/shell/file-name.ts';
import { splitPath } from '../../../main/shell/containment.ts';
import { placesFor } from '../../../main/shell/places.ts';
import { checkState, fitBounds } from '../../../main/shell/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const left = { x: -1280, y: 0, width: 1280, height: 1024 };

test.each([
  [
    'inside',
    { x: 100, y: 100, width: 1200, height: 800 },
    [screen],
    { x: 100, y: 100, width: 1200, height: 800 },
  ],
  ['on a display that is gone', { x: -1200, y: 10, width: 1200, height: 800 }, [screen], null],
  [
    'on a second display',
    { x: -1200, y: 10, width: 1200, height: 800 },
    [screen, left],
    { x: -1200, y: 10, width: 1200, height: 800 },
  ],
  ['title bar above the edge', { x: 100, y: -400, width: 1200, height: 800 }, [screen], null],
  ['only a sliver in sight', { x: 1900, y: 100, width: 1200, height: 800 }, [screen], null],
  ['too small', { x: 0, y: 0, width: 10, height: 10 }, [screen], { x: 0, y: 0, width: 960, height: 640 }],
  [
    'larger than the display',
    { x: 0, y: 0, width: 9000, height: 9000 },
    [screen],
    { x: 0, y: 0, width: 1920, height: 1080 },
  ],
  ['never kept', null, [screen], null],
] as const)('kept place: %s', (_name, kept, areas, expected) => {
  expect(fitBounds(kept, areas)).toEqual(expected);
});

test.each([
  [null],
  ['text'],
  [[]],
  [{ bounds: [] }],
  [{ bounds: { x: 1, y: 1, width: 1 } }],
  [{ bounds: { x: 1.5, y: 0, width: 1, height: 1 } }],
  [{ bounds: { x: 1e9, y: 0, width: 1, height: 1 } }],
  [{ maximized: 'yes', language: 'fr' }],
])('a foreign state file says nothing: %j', (value) => {
  expect(checkState(value)).toEqual({ bounds: null, maximized: false, language: null });
});

test.each([
  ['/', []],
  ['/a/b.js', ['a', 'b.js']],
  ['/%E5%BD%A2.js', ['形.js']],
  ['/a//b', null],
  ['/a/./b', null],
  ['/../b', null],
  ['/%2e%2e/b', null],
  ['/a%00', null],
  ['/c:/x', null],
  ['/a\\b', null],
  ['/%', null],
  ['a', null],
] as const)('path %s', (path, names) => {
  expect(splitPath(path)).toEqual(names);
});

test('suggested names are names only', () => {
  expect(safeName('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(safeName('C:\\x\\y.xlsx')).toBe('C__x_y.xlsx');
  expect(safeName('对账 2026-11.xlsx')).toBe('对账 2026-11.xlsx');
  expect(safeName('...')).toBe('file');
});

test('an outlet folder of its own keeps the browser profile out of the store', () => {
  const places = placesFor({ appPath: '/app', defaultUserData: '/data', outletDirSwitch: '/shop' });
  expect(places).toMatchObject({
    outletDir: '/shop',
    userData: '/shop/window',
    hostFile: '/app/out/main/host/index.js',
  });
  expect(placesFor({ appPath: '/app', defaultUserData: '/data', outletDirSwitch: '' })).toMatchObject({
    outletDir: '/data/outlet',
    userData: '/data',
  });
});
