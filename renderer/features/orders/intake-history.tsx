import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { Button, OrderState, PhoneText } from '../../ui/index.ts';
import type { IntakeDraft } from './intake-draft.ts';
import { useLifeWords } from './life-words.ts';
import { useTitle } from './use-title.ts';

/**
 * What is known of the caller while the number is typed: an open order is urged instead of made twice, work done a few
 * days ago may be rework, and nobody is asked again for what was written down before.
 */
export function IntakeHistory(props: {
  draft: IntakeDraft;
  onUse: (part: Partial<IntakeDraft>) => void;
  onOpen: (orderId: string) => void;
}) {
  const { draft } = props;
  const t = useWords('intake');
  const { f, person } = useLifeWords();
  const title = useTitle();
  const digits = draft.phone.replace(/\D/g, '');
  const code = draft.code.trim();
  const { data } = useQuery(
    'orders.history',
    { phone: digits.length >= 7 ? draft.phone : '', code, serviceItemId: draft.itemId },
    {
      enabled: digits.length >= 7 || code.length >= 5,
      keep: true,
      tables: ['work_order', 'customer', 'address', 'fee_line'],
    },
  );
  if (!data || (data.customers.length === 0 && data.orders.length === 0)) return null;
  const known = data.customers[0];
  const masked = known?.detail.includes('*') === true || known?.name.includes('*') === true;
  return (
    <div className="ord-known ord-span" role="status">
      {known ? (
        <div className="row spread">
          <span className="truncate">
            <strong>{t('sameCustomer')}</strong> {known.name} <PhoneText phone={known.phone} tail />{' '}
            <span className="muted">
              {known.county}
              {known.town}
              {known.detail}
            </span>
          </span>
          {masked ? null : (
            <Button
              size="small"
              hotkey="Alt+U"
              onPress={() =>
                props.onUse({
                  name: known.name,
                  county: known.county,
                  town: known.town,
                  detail: known.detail,
                  ...(known.phone2 === null ? {} : { phone2: known.phone2 }),
                })
              }
            >
              {t('use')}
            </Button>
          )}
        </div>
      ) : null}
      {data.warnings.map((warning) => (
        <div key={`${warning.code} ${warning.orderId}`} className="row spread ord-warn">
          <span>
            {t(`warn.${warning.code}`, {
              number: warning.number,
              days: warning.days,
              amount: f.money(warning.amountFen),
            })}
          </span>
          <Button size="small" variant="quiet" onPress={() => props.onOpen(warning.orderId)}>
            {t('openIt')}
          </Button>
        </div>
      ))}
      <ul>
        {data.orders.slice(0, 4).map((order) => (
          <li key={order.id}>
            <OrderState state={order.state} />
            <span className="grow truncate">
              {order.number} {title(order)} <span className="muted">{f.date(order.receivedAt)}</span>{' '}
              <span className="muted">{person(order.staffName)}</span>
            </span>
          </li>
        ))}
        {data.devices.slice(0, 3).map((device) => (
          <li key={`${device.model} ${device.indoorCode ?? ''}`}>
            <span className="muted">{t('device')}</span>
            <span className="grow truncate">
              {device.category} {device.model} {device.indoorCode ?? ''}
            </span>
            <Button
              size="small"
              onPress={() =>
                props.onUse({
                  model: device.model,
                  brandId: device.brandId,
                  code: device.indoorCode?.includes('*') ? '' : (device.indoorCode ?? ''),
                  purchased: device.purchasedDay,
                })
              }
            >
              {t('useDevice')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
