import type { Tx } from '../../../db/tx.ts';
import type {
  CanonicalAddress,
  CanonicalMachine,
  CanonicalPerson,
} from '../../../domain/orders/canonical.ts';

/** Makes an order findable by its numbers, its user, its place and its machines. */
export function searchOrder(
  tx: Tx,
  id: string,
  facts: {
    number: string;
    upstreamNumber: string | null;
    title: string;
    person: Pick<CanonicalPerson, 'name' | 'phone' | 'phone2' | 'virtualPhone'>;
    address: Pick<CanonicalAddress, 'county' | 'town' | 'detail'>;
    machines: readonly Pick<CanonicalMachine, 'model' | 'indoorCode' | 'outdoorCode'>[];
    keyId: number;
  },
): void {
  tx.search(
    'work_order',
    id,
    {
      title: `${facts.number} ${facts.title}`,
      names: [facts.person.name],
      phones: [facts.person.phone, facts.person.phone2, facts.person.virtualPhone],
      numbers: [
        facts.number,
        facts.upstreamNumber,
        ...facts.machines.flatMap((machine) => [machine.indoorCode, machine.outdoorCode]),
      ],
      texts: [
        `${facts.address.county}${facts.address.town}${facts.address.detail}`,
        ...facts.machines.map((machine) => machine.model),
        facts.title,
      ],
    },
    facts.keyId,
  );
}
