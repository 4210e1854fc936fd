import { DataTypes, Op, Sequelize, type ModelAttributes, type ModelStatic, type Model } from 'sequelize';
import { listTables, type Column, type Table } from '../models/index.ts';
import { dialectModule } from './dialect-module.ts';

export type Row = Model<Record<string, unknown>, Record<string, unknown>>;

export interface Orm {
  readonly sequelize: Sequelize;
  /** The model of a table, with its associations: `order.include([{ association: 'customer' }])`. */
  model(table: string): ModelStatic<Row>;
  close(): Promise<void>;
}

const typeOf: Record<Column['type'], () => unknown> = {
  text: () => DataTypes.TEXT,
  int: () => DataTypes.INTEGER,
  real: () => DataTypes.REAL,
  blob: () => DataTypes.BLOB,
  json: () => DataTypes.TEXT,
  bool: () => DataTypes.INTEGER,
  day: () => DataTypes.TEXT,
};

/** STRICT columns are TEXT and INTEGER only, so Sequelize cannot tell JSON and booleans by type: the model says it. */
function getterOf(name: string, column: Column): object {
  if (column.type === 'json') {
    return {
      get(this: Row) {
        const raw = this.getDataValue(name);
        return typeof raw === 'string' ? JSON.parse(raw) : raw;
      },
    };
  }
  if (column.type === 'bool') {
    return {
      get(this: Row) {
        const raw = this.getDataValue(name);
        return typeof raw === 'number' ? raw === 1 : raw;
      },
    };
  }
  return {};
}

/** Attributes of one table, from its description. */
export function attributesOf(table: Table): ModelAttributes {
  const attributes: Record<string, unknown> = {};
  const key = table.options.key ?? ['id'];
  for (const [name, column] of Object.entries(table.columns)) {
    attributes[name] = {
      type: typeOf[column.type](),
      allowNull: column.nullable,
      primaryKey: key.includes(name),
      ...getterOf(name, column),
    };
  }
  if (table.options.key === undefined) attributes.seq = { type: DataTypes.INTEGER };
  return attributes as ModelAttributes;
}

/**
 * Models and associations of every table, over a read-only handle of their own: masters and ordinary screens read
 * through them, hot lists through prepared statements. A reference `customer_id` gives the association `customer`,
 * and on the other side the table's name.
 */
export function openOrm(path: string, key: string): Orm {
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage: path,
    dialectModule: dialectModule(key),
    logging: false,
    pool: { max: 1, min: 0 },
    define: { timestamps: false, freezeTableName: true },
  });
  const models = new Map<string, ModelStatic<Row>>();
  for (const table of listTables()) {
    models.set(
      table.name,
      sequelize.define(table.name, attributesOf(table), {
        tableName: table.name,
      }) as unknown as ModelStatic<Row>,
    );
  }
  for (const table of listTables()) {
    const own = models.get(table.name) as ModelStatic<Row>;
    for (const [column, { ref }] of Object.entries(table.columns)) {
      if (ref === undefined) continue;
      const target = models.get(ref) as ModelStatic<Row>;
      const alias = column.replace(/_id$/, '') === column ? `${column}_row` : column.replace(/_id$/, '');
      own.belongsTo(target, { foreignKey: column, targetKey: 'id', as: alias, constraints: false });
      target.hasMany(own, {
        foreignKey: column,
        sourceKey: 'id',
        as: `${table.name}_by_${column}`,
        constraints: false,
      });
    }
  }
  return {
    sequelize,
    model(name) {
      const model = models.get(name);
      if (model === undefined) throw new Error(`no model ${name}`);
      return model;
    },
    close: () => sequelize.close(),
  };
}

export { Op };
