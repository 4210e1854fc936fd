import type { FaultCode } from '../../domain/kernel/fault-codes.ts';
import type { FaultParams } from '../../domain/kernel/fault.ts';

type Sentences = Partial<Record<FaultCode, readonly [zh: string, en: string]>>;

/**
 * Why the outlet cannot be opened, for a terminal: there is no window yet that could make the sentence.
 * Only what can happen before the first window; everything else travels as a code.
 */
const sentences: Sentences = {
  store_locked: [
    '数据正被另一个工作台占用（进程 {{pid}}）。先关掉那一个，再打开。',
    'The outlet is open in another copy of the program (process {{pid}}). Close that one first.',
  ],
  store_key_missing: [
    '找不到数据文件的密钥。请把 store.key 放回数据文件旁边，或输入恢复密钥。',
    'The key of the store is missing. Put store.key back beside the store, or enter the recovery key.',
  ],
  store_key_wrong: [
    '密钥打不开这个数据文件。请换成这个网点的密钥，或输入恢复密钥。',
    'The key does not open this store. Use the key of this outlet, or enter the recovery key.',
  ],
  store_damaged: [
    '数据文件损坏（{{place}}）。请用最近的备份恢复；原文件没有改动。',
    'The store is damaged ({{place}}). Restore the latest copy; the damaged file was not changed.',
  ],
  store_newer: [
    '数据文件来自更新的版本（{{found}}，本程序到 {{known}}）。请升级后再打开。',
    'The store was written by a newer version ({{found}}; this one knows {{known}}). Update the program.',
  ],
  store_other_outlet: [
    '这是另一个网点的数据文件。请换回本网点的文件夹。',
    'This store belongs to another outlet. Use the folder of this outlet.',
  ],
  store_epoch_old: [
    '数据文件比最近的恢复更旧（{{found}}，应为 {{expected}}）。请打开恢复后的那一份。',
    'This store is older than the last restore ({{found}}, expected {{expected}}). Open the restored one.',
  ],
  store_unreadable: [
    '读不到数据文件（{{place}}）。请检查磁盘和文件夹权限。',
    'The store cannot be read ({{place}}). Check the disk and the rights of the folder.',
  ],
  log_damaged: [
    '操作记录损坏（{{place}}）。数据文件没有改动，请联系支持或用备份恢复。',
    'The operation log is damaged ({{place}}). The store was not changed; restore a copy or ask for help.',
  ],
  disk_full: [
    '磁盘已满，打不开数据文件。清出空间后再打开。',
    'The disk is full. Free some space and open again.',
  ],
};

/** One sentence for a fault at opening, in the language of the terminal. */
export function fatalText(code: string, params: FaultParams, language: 'zh' | 'en'): string {
  const pair = sentences[code as FaultCode];
  const text =
    pair?.[language === 'zh' ? 0 : 1] ??
    (language === 'zh' ? `打不开网点（${code}）。` : `The outlet cannot be opened (${code}).`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? '?'));
}

/** Chinese unless the terminal says otherwise. */
export function terminalLanguage(env: NodeJS.ProcessEnv): 'zh' | 'en' {
  const wanted = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return wanted === '' || /^zh/i.test(wanted) ? 'zh' : 'en';
}
