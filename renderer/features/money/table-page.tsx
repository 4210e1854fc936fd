import type { ReactNode } from 'react';
import { ErrorLine, Skeleton } from '../../ui/index.ts';
import { MoneyPage, type Room } from './shell.tsx';

export interface TableColumn<Row> {
  id: string;
  header: string;
  /** Sums and counts stand right, figures of one width. */
  num?: boolean;
  className?: string | ((row: Row) => string);
  cell(row: Row): ReactNode;
}

/** A page of settlement that is one table: fault, waiting, sums above, nothing there, rows. */
export function TablePage<Row>(props: {
  room: Room;
  label: string;
  actions?: ReactNode;
  above?: ReactNode;
  loading: boolean;
  faultText: string | null;
  /** Null while nobody knows yet. */
  rows: readonly Row[] | null;
  rowKey(row: Row): string;
  columns: readonly TableColumn<Row>[];
  empty: ReactNode;
}) {
  const { rows, columns } = props;
  return (
    <MoneyPage room={props.room} actions={props.actions}>
      <ErrorLine text={props.faultText} />
      {props.loading ? <Skeleton lines={8} /> : null}
      {props.above}
      {rows?.length === 0 ? props.empty : null}
      {rows !== null && rows.length > 0 ? (
        <div className="money-scroll" tabIndex={0}>
          <table className="money-table" aria-label={props.label}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.id} scope="col" className={column.num === true ? 'num' : undefined}>
                    {column.header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={props.rowKey(row)}>
                  {columns.map((column) => (
                    <td key={column.id} className={classOf(column, row)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </MoneyPage>
  );
}

function classOf<Row>({ className, num }: TableColumn<Row>, row: Row): string | undefined {
  const own = typeof className === 'function' ? className(row) : className;
  return num === true ? `num ${own ?? ''}`.trim() : own;
}
