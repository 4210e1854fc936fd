/** The page of all keys as text, from build/keys-table.ts and the words of both languages. Pure: a test compares it with the file. */
import { shortcuts } from '../preload/contract/shortcuts.ts';
import { commonRows, type KeyRow, keyRooms } from './keys-table.ts';

/** Text of a full key in both languages; throws where one is missing. */
export type BothWords = (key: string) => { zh: string; en: string };

const signs: Record<string, string> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** "Mod+K F1" → "`Ctrl K` `F1`", as the caps on the screen say it. A plus that is the key itself stays. */
export function capsOf(keys: string): string {
  return keys
    .split(' ')
    .map((one) => (one === '+' ? ['+'] : one.split('+')).map((part) => signs[part] ?? part).join(' '))
    .map((cap) => `\`${cap}\``)
    .join(' ');
}

/** A place for a value in a sentence is no word. */
const plain = (text: string) => text.replace(/\s*[（(]?\{\{.*?\}\}[）)]?\s*/g, ' … ').trim();

function table(rows: readonly KeyRow[], words: BothWords): string {
  const lines = rows.map(({ keys, words: key }) => {
    const { zh, en } = words(key);
    return `| ${capsOf(keys)} | ${plain(zh)} | ${plain(en)} |`;
  });
  return ['| | 中文 | English |', '| --- | --- | --- |', ...lines].join('\n');
}

/** The whole page. */
export function drawKeys(words: BothWords): string {
  const menu = shortcuts
    .filter((one) => one.accelerator !== null)
    .map(({ accelerator, zh, en }) => {
      const keys = (accelerator ?? '').replace('CmdOrCtrl', 'Mod');
      return `| ${capsOf(keys)} | ${zh} | ${en} |`;
    });
  const parts = [
    '# 快捷键 · Keys',
    'Written by `node build/draw-keys.ts` from `build/keys-table.ts`; a test holds both against what the window binds. ' +
      '`?` (in a field `F1`) lists the keys of the screen that is open. On a Mac `Ctrl` is ⌘.',
    'Where orders are worked on (list, several at once, the order, intake, calls, board, sub-shops) a key means the ' +
      'same in every room; a new one is looked up here first.',
    '## 菜单 · Menu',
    ['| | 中文 | English |', '| --- | --- | --- |', ...menu].join('\n'),
    '## 每一页和每个对话框 · Every screen and dialog',
    table(commonRows, words),
  ];
  for (const room of keyRooms)
    if (room.rows.length > 0) parts.push(`## ${room.zh} · ${room.en}`, table(room.rows, words));
  return `${parts.join('\n\n')}\n`;
}
