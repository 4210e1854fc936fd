import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { nameOf } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Button, Deadline, EmptyState, ErrorLine, PhoneText, Skeleton, StatePill } from '../../ui/index.ts';
import { type DialogKind, useOrderDialogs } from '../orders/dialogs.tsx';
import { placeOf } from './rows.tsx';
import { useCardActions } from './use-card-actions.ts';
import { useTitle } from '../orders/use-title.ts';

type Shops = OutputOf<'dispatch.shops'>;
type Lot = Shops['orders'][number];

/** What lies with each sub-shop, the most pressing first; what it answers by phone is keyed here. */
export function ShopsView() {
  const t = useWords('dispatch');
  const { data, loading, faultText } = useQuery('dispatch.shops', {});
  if (loading) return <Skeleton lines={10} />;
  if (!data) return <ErrorLine text={faultText} />;
  if (data.shops.length === 0) return <EmptyState title={t('shops.none')} text={t('shops.noneText')} />;
  return <Lots data={data} />;
}

function Lots({ data }: { data: Shops }) {
  const t = useWords('dispatch');
  const title = useTitle();
  const navigate = useNavigate();
  const actions = useCardActions();
  const { ask, element } = useOrderDialogs();
  const mayAccept = useCan('orders.accept') !== null;
  const mayAssign = useCan('orders.assign') !== null;
  const ordered = data.shops.flatMap((shop) => data.orders.filter((order) => order.subShopId === shop.id));
  const [current, setCurrent] = useState<string | null>(null);
  const at = Math.max(
    0,
    ordered.findIndex((order) => order.id === current),
  );
  const chosen = ordered[at];
  // What is gone leaves the cursor where it stood
  useEffect(() => {
    if (chosen && chosen.id !== current) setCurrent(chosen.id);
  }, [chosen, current]);
  const move = (by: number) => {
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, at + by))];
    if (next) setCurrent(next.id);
  };
  const question = (kind: DialogKind) =>
    chosen ? void ask(kind, { ...chosen, virtualPhone: null }) : undefined;
  const canAnswer = chosen?.state === 'dispatched';
  useKeys([
    { keys: 'ArrowDown J', label: t('shops.next'), run: () => move(1) },
    { keys: 'ArrowUp K', label: t('shops.previous'), run: () => move(-1) },
    chosen
      ? { keys: 'O Enter', label: t('openOrder'), run: () => void navigate(`/orders/${chosen.id}`) }
      : null,
  ]);
  return (
    <>
      <div className="dispatch-shops" tabIndex={0} role="region" aria-label={t('shops.title')}>
        {ordered.length === 0 ? <EmptyState title={t('shops.nothing')} text={t('shops.giveOne')} /> : null}
        {data.shops.map((shop) => (
          <Shop
            key={shop.id}
            shop={shop}
            orders={ordered.filter((order) => order.subShopId === shop.id)}
            current={chosen?.id ?? null}
            onCurrent={setCurrent}
          />
        ))}
      </div>
      <footer className="ui-foot dispatch-shops-foot">
        <span className="dispatch-plan truncate">{chosen ? `${chosen.number} ${title(chosen)}` : ''}</span>
        <ErrorLine text={actions.faultText} />
        {chosen && mayAccept ? (
          <>
            <Button
              size="small"
              variant="primary"
              hotkey="E"
              disabled={!canAnswer}
              onPress={() => void actions.accept(chosen)}
            >
              {t('shops.accepted')}
            </Button>
            <Button size="small" hotkey="Shift+E" disabled={!canAnswer} onPress={() => question('decline')}>
              {t('shops.refused')}
            </Button>
          </>
        ) : null}
        {chosen && mayAssign ? (
          <Button size="small" variant="quiet" hotkey="Shift+A" onPress={() => question('unassign')}>
            {t('takeBack')}
          </Button>
        ) : null}
        {chosen ? (
          <Button size="small" variant="quiet" hotkey="T" onPress={() => void actions.copyText(chosen)}>
            {t('copyText')}
          </Button>
        ) : null}
      </footer>
      {element}
    </>
  );
}

function Shop(props: {
  shop: Shops['shops'][number];
  orders: readonly Lot[];
  current: string | null;
  onCurrent: (id: string) => void;
}) {
  const t = useWords('dispatch');
  const title = useTitle();
  const f = useFormat();
  const { shop } = props;
  return (
    <section className="dispatch-shop">
      <header>
        <h2>{nameOf(shop, f.language)}</h2>
        <span className="muted">
          {shop.contact} <PhoneText phone={shop.phone} />
        </span>
        <span className="dispatch-marks">
          <span>{t('shops.jobs', { n: shop.jobs })}</span>
          {shop.unanswered > 0 ? (
            <StatePill label={t('shops.unanswered', { n: shop.unanswered })} tone="amber" shape="ring" />
          ) : null}
          {shop.late > 0 ? (
            <StatePill label={t('shops.late', { n: shop.late })} tone="red" shape="warn" />
          ) : null}
        </span>
      </header>
      <ul>
        {props.orders.map((order) => (
          <li key={order.id}>
            <button
              type="button"
              className="dispatch-lot"
              data-card={order.id}
              aria-pressed={order.id === props.current}
              ref={(line) => {
                if (line && order.id === props.current) line.scrollIntoView({ block: 'nearest' });
              }}
              onClick={() => props.onCurrent(order.id)}
            >
              <span className="strong truncate">{title(order)}</span>
              <span className="muted truncate">
                {placeOf(order)} · {order.customerName}
              </span>
              <span className="muted truncate">
                {order.appointmentDay === null || order.appointmentState !== 'agreed'
                  ? t('notBooked')
                  : `${f.day(order.appointmentDay)} ${order.appointmentStartAt === null ? '' : f.time(order.appointmentStartAt)}`}
              </span>
              <Answer order={order} />
              <span className="dispatch-lot-due">
                <Deadline dueMs={order.deadlineAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether the shop has said yes, and until when it may. */
function Answer({ order }: { order: Lot }) {
  const t = useWords('dispatch');
  const f = useFormat();
  if (order.state === 'on_hold') return <StatePill label={t('shops.held')} tone="grey" />;
  if (order.state === 'accepted') return <StatePill label={t('shops.yes')} tone="green" />;
  const isOver = order.acceptDueAt !== null && order.acceptDueAt < f.nowMs;
  return (
    <StatePill
      label={
        order.acceptDueAt === null
          ? t('shops.waits')
          : t(isOver ? 'shops.answerOver' : 'shops.answerBy', { time: f.time(order.acceptDueAt) })
      }
      tone={isOver ? 'red' : 'amber'}
      shape={isOver ? 'warn' : 'ring'}
    />
  );
}
