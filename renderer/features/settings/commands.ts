import type { PaletteCommand } from '../../app/commands.ts';

const entry = (view: string, permission: string | null, keys: string, label = `outlet:view.${view}`) =>
  ({
    id: `settings.${view}`,
    label,
    path: `/settings?view=${view}`,
    keys: `shezhi sz settings ${keys}`,
    group: 'settings',
    ...(permission === null ? {} : { permission }),
  }) satisfies PaletteCommand;

/** Every page of the settings, and what is set in other rooms. */
export const commands: readonly PaletteCommand[] = [
  entry('outlet', 'settings.read', 'wangdian name address'),
  entry('calendar', 'settings.read', 'yingye shijian jiari calendar holiday hours'),
  entry('slots', 'settings.read', 'shiduan slot', 'slots:tab'),
  entry(
    'coverage',
    'settings.read',
    'fuwu fanwei fwfw quxian juli yuancheng area county distance tier',
    'coverage:tab',
  ),
  entry('terms', 'settings.read', 'changjia shixian cjsx payer deadline terms', 'terms:tab'),
  entry('looks', null, 'jiemian yuyan zhuti hangju looks theme density'),
  entry('backups', 'backup.run', 'beifen zijian huifu backup restore recovery'),
  entry('features', 'settings.read', 'gongneng kaiguan feature switch'),
  {
    id: 'settings.printers',
    label: 'paper:tab.printers',
    path: '/paper/printers',
    permission: 'printers.write',
    keys: 'dayinji dyj printer shezhi settings',
    group: 'settings',
  },
  {
    id: 'settings.platforms',
    label: 'common:rail.platforms',
    path: '/platforms',
    permission: 'platforms.write',
    keys: 'duijie dj platform shezhi settings',
    group: 'settings',
  },
];
