import type { PaletteCommand } from '../../app/commands.ts';

export const commands: readonly PaletteCommand[] = [
  {
    id: 'calls.open',
    label: 'calls:command.open',
    path: '/calls',
    permission: 'calls.write',
    keys: 'dadianhua ddh dianhua dh first call shouci lianxi sclx',
  },
  {
    id: 'calls.messages',
    label: 'calls:command.messages',
    path: '/calls/messages',
    permission: 'calls.write',
    keys: 'duanxin dx message sms',
  },
  {
    id: 'calls.suspicions',
    label: 'calls:command.suspicions',
    path: '/calls/suspicions',
    permission: 'orders.audit',
    keys: 'keyi yuyue ky suspicious',
  },
];
