/**
 * One table for menu and window: a menu item and the key beside an action can never differ. `accelerator` is
 * written as Electron reads it; `CmdOrCtrl` is ⌘ on a Mac. Ids travel to the window as they stand.
 */
export interface Shortcut {
  id: ShortcutId;
  menu: 'file' | 'go' | 'view' | 'help';
  accelerator: string | null;
  zh: string;
  en: string;
}

export const shortcutIds = [
  'order.new',
  'import.open',
  'print.current',
  'lock',
  'palette',
  'search',
  'go.today',
  'go.orders',
  'go.review',
  'go.dispatch',
  'go.parts',
  'go.money',
  'go.platforms',
  'go.settings',
  'theme.toggle',
  'language.toggle',
  'help.keys',
] as const;

export type ShortcutId = (typeof shortcutIds)[number];

export const shortcuts: readonly Shortcut[] = [
  { id: 'order.new', menu: 'file', accelerator: 'CmdOrCtrl+N', zh: '新建工单', en: 'New work order' },
  { id: 'import.open', menu: 'file', accelerator: 'CmdOrCtrl+O', zh: '导入文件…', en: 'Import a file…' },
  { id: 'print.current', menu: 'file', accelerator: 'CmdOrCtrl+P', zh: '打印…', en: 'Print…' },
  { id: 'lock', menu: 'file', accelerator: 'CmdOrCtrl+L', zh: '锁定', en: 'Lock' },
  { id: 'palette', menu: 'go', accelerator: 'CmdOrCtrl+K', zh: '命令…', en: 'Commands…' },
  { id: 'search', menu: 'go', accelerator: 'CmdOrCtrl+F', zh: '查找', en: 'Find' },
  { id: 'go.today', menu: 'go', accelerator: 'CmdOrCtrl+1', zh: '今日', en: 'Today' },
  { id: 'go.orders', menu: 'go', accelerator: 'CmdOrCtrl+2', zh: '工单', en: 'Work orders' },
  { id: 'go.review', menu: 'go', accelerator: 'CmdOrCtrl+3', zh: '受理', en: 'Intake' },
  { id: 'go.dispatch', menu: 'go', accelerator: 'CmdOrCtrl+4', zh: '派单', en: 'Dispatch' },
  { id: 'go.parts', menu: 'go', accelerator: 'CmdOrCtrl+5', zh: '仓库', en: 'Stock' },
  { id: 'go.money', menu: 'go', accelerator: 'CmdOrCtrl+6', zh: '结算', en: 'Money' },
  { id: 'go.platforms', menu: 'go', accelerator: 'CmdOrCtrl+7', zh: '平台', en: 'Platforms' },
  { id: 'go.settings', menu: 'go', accelerator: 'CmdOrCtrl+,', zh: '设置', en: 'Settings' },
  {
    id: 'theme.toggle',
    menu: 'view',
    accelerator: 'CmdOrCtrl+Shift+T',
    zh: '浅色 / 深色',
    en: 'Light / dark',
  },
  { id: 'language.toggle', menu: 'view', accelerator: null, zh: '中文 / English', en: '中文 / English' },
  { id: 'help.keys', menu: 'help', accelerator: 'F1', zh: '快捷键', en: 'Keyboard shortcuts' },
];
