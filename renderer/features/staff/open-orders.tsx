import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Button, DayText, LineTable, Section } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { PassDialog } from './plan/pass-dialog.tsx';
import { staffTables } from './shapes.ts';

/** Orders a person still has, each to be opened, all to be given away at once. */
export function OpenOrders({ staffId }: { staffId: string }) {
  const titleOf = useTitle();
  const t = useWords('staff');
  const go = useNavigate();
  const mayAssign = useCan('orders.assign') !== null;
  const { data } = useQuery('staff.openOrders', { staffId }, { keep: true, tables: staffTables });
  const [passing, setPassing] = useState(false);
  const orders = data?.orders ?? [];
  if (data === undefined || (orders.length === 0 && data.lateOffers === 0)) return null;
  return (
    <Section
      title={t('ordersOpen')}
      actions={
        mayAssign && orders.length > 0 ? (
          <Button size="small" hotkey="G" onPress={() => setPassing(true)}>
            {t('handAll')}
          </Button>
        ) : null
      }
    >
      {data.lateOffers > 0 ? <p className="muted">{t('lateOffers', { n: data.lateOffers })}</p> : null}
      {orders.length === 0 ? null : (
        <LineTable
          label={t('ordersOpen')}
          rows={orders}
          rowKey={(row) => row.id}
          headless
          columns={[
            {
              id: 'number',
              header: t('orderNumber'),
              cell: (row) => (
                <Button size="small" variant="quiet" onPress={() => void go(`/orders/${row.id}`)}>
                  {row.number}
                </Button>
              ),
            },
            { id: 'title', header: t('orderTitle'), cell: titleOf },
            { id: 'day', header: t('day'), cell: (row) => <DayText day={row.day} /> },
          ]}
        />
      )}
      {passing ? <PassDialog orders={orders} onClose={() => setPassing(false)} /> : null}
    </Section>
  );
}
