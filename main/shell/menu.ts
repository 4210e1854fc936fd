import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import { shortcuts } from '../../preload/contract/shortcuts.ts';
import type { Shortcut, ShortcutId } from '../../preload/contract/shortcuts.ts';

export type MenuLanguage = 'zh' | 'en';

const words = {
  zh: {
    app: '网点工作台',
    file: '文件',
    edit: '编辑',
    go: '前往',
    view: '视图',
    help: '帮助',
    newWindow: '新建窗口',
    close: '关闭窗口',
    quit: '退出',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    all: '全选',
    zoomIn: '放大',
    zoomOut: '缩小',
    zoomReset: '实际大小',
    full: '全屏',
  },
  en: {
    app: 'Outlet Desk',
    file: 'File',
    edit: 'Edit',
    go: 'Go',
    view: 'View',
    help: 'Help',
    newWindow: 'New window',
    close: 'Close window',
    quit: 'Quit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    all: 'Select all',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Actual size',
    full: 'Full screen',
  },
} as const;

/** The menu as data: labels in one language, keys from the shared table. Pure, so that a test can read it. */
export function buildTemplate(
  language: MenuLanguage,
  isMac: boolean,
  act: { command(id: ShortcutId): void; newWindow(): void },
): MenuItemConstructorOptions[] {
  const text = words[language];
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const ours = (menu: Shortcut['menu']): MenuItemConstructorOptions[] =>
    shortcuts
      .filter((shortcut) => shortcut.menu === menu)
      .map(({ id, accelerator, [language]: label }) => ({
        id,
        label,
        ...(accelerator === null ? {} : { accelerator }),
        click: () => act.command(id),
      }));
  const newWindow = {
    id: 'window.new',
    label: text.newWindow,
    accelerator: 'CmdOrCtrl+Shift+N',
    click: () => act.newWindow(),
  };
  const template: MenuItemConstructorOptions[] = [
    {
      label: text.file,
      submenu: [
        ...ours('file'),
        separator,
        newWindow,
        { role: 'close', label: text.close },
        { role: 'quit', label: text.quit },
      ],
    },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        separator,
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.all },
      ],
    },
    { label: text.go, submenu: ours('go') },
    {
      label: text.view,
      submenu: [
        ...ours('view'),
        separator,
        { role: 'zoomIn', label: text.zoomIn },
        { role: 'zoomOut', label: text.zoomOut },
        { role: 'resetZoom', label: text.zoomReset },
        { role: 'togglefullscreen', label: text.full },
      ],
    },
    { label: text.help, submenu: ours('help') },
  ];
  // A Mac gives its first menu to the program itself.
  return isMac ? [{ role: 'appMenu', label: text.app }, ...template] : template;
}

export function setMenu(...args: Parameters<typeof buildTemplate>): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildTemplate(...args)));
}
