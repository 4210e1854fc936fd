import type { Words } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { ApiFault } from '../../lib/faults.ts';
import { queryClient } from '../../lib/query.tsx';
import { toast } from '../../ui/index.ts';

/** Takes a batch back and says what had to stay; throws what refused it as a whole. */
export async function takeBack(batchId: string): Promise<void> {
  const { left } = await api.call('orders.undo', { batchId });
  const first = left[0];
  if (first !== undefined) toast.fault(new ApiFault(first.code, first.params));
  await queryClient.invalidateQueries({
    predicate: (query) => /^(orders|dispatch)\./.test(String(query.queryKey[0])),
  });
}

/** What was done, to be taken back for ten seconds; afterwards from the document while nobody touched it. */
export function offerUndo(
  t: Words,
  action: string,
  done: { number?: string; batchId?: string | undefined } | null,
  number = done?.number ?? '',
): void {
  const { batchId } = done ?? {};
  if (batchId === undefined) return;
  toast.undo(t(`orderdoc:done.${action}`, { number }), () => takeBack(batchId));
}
