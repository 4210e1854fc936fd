import type { Db } from './connection.ts';

/** Columns that hold a person's words or numbers in tables, and what stands there afterwards. `?` is the customer. */
export const personalColumns: readonly {
  table: string;
  where: string;
  set: Record<string, string | null>;
}[] = [
  {
    table: 'address',
    where: 'customer_id = ?',
    set: { province: '', city: '', town: '', detail: '', normal: '' },
  },
  {
    table: 'device',
    where: 'customer_id = ?',
    set: { indoor_code: null, outdoor_code: null, invoice_number: '' },
  },
  { table: 'call_log', where: 'customer_id = ?', set: { number: '', note: '' } },
  {
    table: 'note',
    where: 'work_order_id IN (SELECT id FROM work_order WHERE customer_id = ?)',
    set: { text: '' },
  },
  {
    table: 'urge',
    where: 'work_order_id IN (SELECT id FROM work_order WHERE customer_id = ?)',
    set: { text: '', answer: '' },
  },
  { table: 'message_out', where: 'customer_id = ?', set: { to_text: '', text: '' } },
  { table: 'work_order', where: 'customer_id = ?', set: { remark: '', fault_text: '' } },
  {
    table: 'custody_item',
    where: 'customer_id = ?',
    set: {
      owner_name: '',
      phone: '',
      machine_code: '',
      accessories: '',
      damage: '',
      note: '',
      handed_to: '',
    },
  },
  {
    table: 'visit',
    where: 'work_order_id IN (SELECT id FROM work_order WHERE customer_id = ?)',
    set: { note: '', place: null },
  },
  {
    table: 'verification',
    where: 'work_order_id IN (SELECT id FROM work_order WHERE customer_id = ?)',
    set: { value: null },
  },
];

/** The customer's own row afterwards, but for the time. */
export const clearedCustomer = {
  name: '',
  name_pinyin: '',
  name_initials: '',
  phone: null,
  phone_tail: null,
  phone2: null,
  virtual_phone: null,
  note: '',
} as const;

const assignments = (set: Record<string, string | null>) =>
  Object.keys(set)
    .map((column) => `${column} = ?`)
    .join(', ');

/**
 * Clears people whose data was deleted from a store that does not know it yet: a copy made before, or one restored
 * from such a copy. Not through the gate: a copy has none. Returns how many people were cleared.
 */
export function clearPeople(db: Db, isErased: (keyId: number) => boolean, atMs: number): number {
  const known = db.prepare('SELECT id, key_id FROM customer WHERE deleted_at IS NULL').all() as {
    id: string;
    key_id: number;
  }[];
  const gone = known.filter(({ key_id }) => isErased(key_id));
  if (gone.length === 0) return 0;
  db.pragma('secure_delete = ON');
  db.transaction(() => {
    for (const { id } of gone) {
      for (const { table, where, set } of personalColumns)
        db.prepare(`UPDATE ${table} SET ${assignments(set)} WHERE ${where}`).run(...Object.values(set), id);
      db.prepare(
        "DELETE FROM search_doc WHERE (kind = 'customer' AND entity_id = ?1) OR (kind = 'work_order' AND entity_id IN (SELECT id FROM work_order WHERE customer_id = ?1))",
      ).run({ 1: id });
      db.prepare(`UPDATE customer SET ${assignments(clearedCustomer)}, deleted_at = ? WHERE id = ?`).run(
        ...Object.values(clearedCustomer),
        atMs,
        id,
      );
    }
  })();
  return gone.length;
}
