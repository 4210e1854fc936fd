import { daysBetween } from '../../../../domain/time/business-day.ts';
import { useQuery } from '../../../lib/query.tsx';
import { PassDialog } from './pass-dialog.tsx';
import { planTables } from './shapes.ts';

/** The booked orders of somebody who is away now: asked right after the absence was written down. */
export function AffectedDialog(props: {
  staffId: string;
  fromDay: string;
  toDay: string | null;
  onClose: () => void;
}) {
  const days = Math.min(42, Math.max(1, daysBetween(props.fromDay, props.toDay ?? props.fromDay) + 1));
  const { data } = useQuery(
    'staff.conflicts',
    { fromDay: props.fromDay, days, staffId: props.staffId },
    { tables: planTables },
  );
  if (data === undefined) return null;
  return <PassDialog orders={data.orders} onClose={props.onClose} listed />;
}
