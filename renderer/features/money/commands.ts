import type { PaletteCommand } from '../../app/commands.ts';

export const commands: readonly PaletteCommand[] = [
  {
    id: 'money.statements',
    label: 'money:command.statements',
    path: '/money/statements',
    permission: 'money.read',
    keys: 'duizhang dz zhangdan zd statement',
  },
  {
    id: 'money.import',
    label: 'money:command.import',
    path: '/money/import',
    permission: 'statements.import',
    keys: 'daoru dr import',
  },
  {
    id: 'money.differences',
    label: 'money:command.differences',
    path: '/money/differences',
    permission: 'money.read',
    keys: 'chayi cy difference',
  },
  {
    id: 'money.cash',
    label: 'money:command.cash',
    path: '/money/cash',
    permission: 'money.read',
    keys: 'jiaokuan jk cash',
  },
  {
    id: 'money.pay',
    label: 'money:command.pay',
    path: '/money/pay',
    permission: 'pay.read',
    keys: 'gongzi gz pay',
  },
  {
    id: 'money.periods',
    label: 'money:command.periods',
    path: '/money/periods',
    permission: 'money.read',
    keys: 'zhangqi zq jiezhang jz period close',
  },
  {
    id: 'money.fees',
    label: 'money:command.fees',
    path: '/money/fees',
    permission: 'money.read',
    keys: 'feiyong fy fee',
  },
];
