import type { Store } from '../../db/store.ts';

export const storeKey = '5d'.repeat(32);

/** One command: a customer with an event that seals what is personal. Answers id and key. */
export function addCustomer(store: Store, name: string): { id: string; keyId: number } {
  return store.gate.run(
    { command: 'test.customer', requestId: `add ${store.gate.head}`, deskId: 'desk', staffId: null },
    (tx) => {
      const keyId = tx.newKeyId();
      const id = tx.insert('customer', { key_id: keyId, name, phone: '13000000101', created_at: tx.at });
      tx.event({
        entity: 'customer',
        entityId: id,
        kind: 'customer.made',
        personal: { keyId, value: { name } },
      });
      tx.audit({
        action: 'customer.made',
        entity: 'customer',
        entityId: id,
        personal: { keyId, value: { name } },
      });
      return { id, keyId };
    },
  );
}
