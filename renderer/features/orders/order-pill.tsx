import { useWords } from '../../i18n/index.ts';
import { OrderState, StatePill } from '../../ui/index.ts';

/** The state of an order as its list says it: a hold by its reason, an accepted order by what comes next. */
export function OrderPill({ order }: { order: { state: string; queue: string; appointmentState: string } }) {
  const t = useWords('life');
  if (order.state === 'on_hold')
    return <StatePill tone="amber" shape="pause" label={t(`queue.${order.queue}`)} />;
  if (order.queue === 'papers') return <StatePill tone="red" shape="back" label={t('queue.papers')} />;
  if (order.state === 'accepted') {
    if (order.queue === 'on_site') return <OrderState state="arrived" />;
    if (order.queue === 'on_the_way') return <OrderState state="departed" />;
    if (order.appointmentState === 'agreed') return <OrderState state="appointed" />;
  }
  return <OrderState state={order.state} />;
}
