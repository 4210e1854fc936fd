import { expect, test } from 'vitest';
import { features } from '../../renderer/app/features.ts';
import { actionsHere, fits, isOpenTo } from '../../renderer/app/palette-entries.ts';
import { initialsOf } from '../../renderer/lib/initials.ts';

const run = () => undefined;

test('initials of labels are those people type', () => {
  for (const [label, initials] of [
    ['派单', 'pd'],
    ['打电话', 'ddh'],
    ['新建工单', 'xjgd'],
    ['打印 A4', 'dy a4'],
    ['Print', 'print'],
  ] as const)
    expect(initialsOf(label)).toBe(initials);
});

test('a doing is named by its label, its initials or its other words; the beginning of a word counts more', () => {
  const doing = { label: '打印派工单', keys: 'dayin print slip' };
  expect(fits(doing, 'dypgd')).toBe(2);
  expect(fits(doing, '打印')).toBe(2);
  expect(fits(doing, 'sli')).toBe(2);
  expect(fits(doing, '派工')).toBe(1);
  expect(fits(doing, '13800')).toBe(0);
});

test('what the screen can do are its named keys, once each, without those that only move', () => {
  const bindings = [
    { keys: 'A', label: '派单', run },
    { keys: 'A', label: '派单', run },
    { keys: 'ArrowDown J', label: '下一个', run },
    { keys: '1', label: '第一个', run },
    { keys: 'Mod+K', label: '搜索', group: '到处可用', run },
    { keys: 'X', label: '', run },
  ];
  expect(actionsHere(bindings, '到处可用').map((one) => [one.label, one.hotkey])).toEqual([['派单', 'A']]);
});

test('a command into a hidden room is not offered, whatever stands behind its path', () => {
  const shown = features.filter((feature) => feature.id !== 'paper' && feature.id !== 'money');
  expect(isOpenTo(shown, '/money/import')).toBe(false);
  expect(isOpenTo(shown, '/paper/printers')).toBe(false);
  expect(isOpenTo(shown, '/parts/papers')).toBe(true);
  expect(isOpenTo(shown, '/orders?view=holds')).toBe(true);
  expect(isOpenTo(shown, '/ordersmith')).toBe(false);
  expect(isOpenTo(shown, undefined)).toBe(true);
});
