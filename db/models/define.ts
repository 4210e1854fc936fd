/**
 * The one description of a table. From it come the STRICT DDL that migration 0001 was written from, the
 * Sequelize model, the gate's insert and update statements, and the sealing of row images in the operation log.
 * A test holds the migrated store equal to these descriptions, so none of the four can drift.
 */
export type ColumnType = 'text' | 'int' | 'real' | 'blob' | 'json' | 'bool' | 'day';
export type ColumnValue = string | number | Uint8Array | null;

export interface Column {
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly defaultTo?: string | number;
  /** Name of the referenced table; always its `id`. */
  readonly ref?: string;
  readonly oneOf?: readonly string[];
  readonly check?: string;
  readonly unique?: boolean;
  /** Text that is a word of the program or of one of its lists: it never says anything of a person. */
  readonly code?: boolean;
}

/** Whether a column's value can say something of a person: such images of a sealed table are sealed. */
export const mayBePersonal = ({ type, ref, oneOf, code }: Column): boolean =>
  (type === 'text' || type === 'json' || type === 'blob') &&
  ref === undefined &&
  oneOf === undefined &&
  code !== true;

export interface TableOptions {
  /** Groups of columns with an index each; `where` makes it partial. */
  readonly indexes?: readonly (readonly string[] | { columns: readonly string[]; where: string })[];
  readonly unique?: readonly (readonly string[])[];
  readonly checks?: readonly string[];
  /** Rows are only ever added: triggers refuse UPDATE and DELETE. */
  readonly appendOnly?: boolean;
  /** Rows carry `version`, raised by every gate update; a stale writer is refused. */
  readonly versioned?: boolean;
  /**
   * Row images are sealed with the key named by the row's `key_id` (personal data inside). An update that sets nothing
   * but numbers, days, references and codes lies in the log under the log's own key alone.
   */
  readonly sealed?: boolean;
  /** No own `id`: kernel tables keyed otherwise. */
  readonly key?: readonly string[];
  /** The key is an INTEGER rowid alias of this name. */
  readonly rowId?: string;
  /** Rows are not written to the operation log (derived, or kept elsewhere). */
  readonly unlogged?: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly options: TableOptions;
}

type Extra = Partial<Omit<Column, 'type' | 'nullable'>>;
const column = (type: ColumnType, extra: Extra = {}): Column => ({ type, nullable: false, ...extra });

/** Column kinds, named by what they hold. `.q` variants (nullable) are made with `maybe`. */
export const c = {
  text: (extra?: Extra) => column('text', extra),
  code: (extra?: Extra) => column('text', { ...extra, code: true }),
  int: (extra?: Extra) => column('int', extra),
  /** Integer fen. */
  fen: (extra?: Extra) => column('int', extra),
  /** Integer thousandths of the base unit. */
  milli: (extra?: Extra) => column('int', extra),
  /** UTC milliseconds. */
  at: () => column('int'),
  /** Business day in the outlet's zone. */
  day: () => column('day'),
  /** HH:MM, outlet's zone. */
  clock: () => column('text', { check: "$ GLOB '[0-2][0-9]:[0-5][0-9]'" }),
  bool: (defaultTo: 0 | 1 = 0) => column('bool', { defaultTo }),
  json: (defaultTo?: string) => column('json', defaultTo === undefined ? {} : { defaultTo }),
  blob: () => column('blob'),
  real: () => column('real'),
  ref: (table: string, extra?: Extra) => column('text', { ref: table, ...extra }),
  oneOf: (oneOf: readonly string[], extra?: Extra) => column('text', { oneOf, ...extra }),
  /** Key of the keyring that seals this row's personal parts. */
  keyId: () => column('int'),
};

/** The same column, allowed to be empty. */
export function maybe(of: Column): Column {
  return { ...of, nullable: true };
}

const registry = new Map<string, Table>();

export function defineTable(
  name: string,
  columns: Record<string, Column>,
  options: TableOptions = {},
): Table {
  if (registry.has(name)) throw new Error(`table ${name} is described twice`);
  const head: Record<string, Column> = options.key === undefined ? { id: c.text() } : {};
  const tail: Record<string, Column> = options.versioned === true ? { version: c.int({ defaultTo: 1 }) } : {};
  const table: Table = { name, columns: { ...head, ...columns, ...tail }, options };
  registry.set(name, table);
  return table;
}

export function getTable(name: string): Table {
  const table = registry.get(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}

export function listTables(): readonly Table[] {
  return [...registry.values()];
}
