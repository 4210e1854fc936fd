import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import type { Draft, Found } from './entry.ts';

/** Fewer signs than this are no code yet. */
const fewest = 6;

/** What the host says of the codes while they are typed, and the other orders that carry one of them. */
export function useCodeProblems(found: Found, draft: Draft) {
  const t = useWords('visits');
  const { data } = useQuery(
    'visits.checkCodes',
    {
      orderId: found.order.id,
      machines: found.machines.map((machine) => ({
        machineLineId: machine.id,
        indoorCode: draft.machines[machine.id]?.indoorCode || null,
        outdoorCode: draft.machines[machine.id]?.outdoorCode || null,
      })),
    },
    {
      keep: true,
      tables: ['machine_line'],
      enabled: Object.values(draft.machines).some(
        (one) => one.indoorCode.length >= fewest || one.outdoorCode.length >= fewest,
      ),
    },
  );
  const problems = data?.problems ?? [];
  return {
    sentenceOf: (machineId: string, place: 'indoor' | 'outdoor') => {
      const problem = problems.find((one) => one.machineLineId === machineId && one.place === place);
      return problem === undefined ? null : t(`code.${problem.code}`, problem.params);
    },
    /** Id and number, once each. */
    otherOrders: [
      ...new Map(
        problems
          .filter((one) => one.params['orderId'] !== undefined)
          .map((one) => [one.params['orderId'] ?? '', one.params['order'] ?? '']),
      ),
    ],
  };
}
