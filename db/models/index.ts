import './kernel.ts';
import './people.ts';
import './catalogue.ts';
import './platforms.ts';
import './customers.ts';
import './orders.ts';
import './desk.ts';
import './parts.ts';
import './paper.ts';
import './paper-room.ts';
import './money.ts';
import './stock-room.ts';

export { getTable, listTables, mayBePersonal } from './define.ts';
export type { Column, ColumnValue, Table } from './define.ts';
