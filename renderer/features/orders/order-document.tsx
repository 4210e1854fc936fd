import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Button, DocumentPage, EmptyState, ErrorLine, Menu, Skeleton, StatePill } from '../../ui/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { sourceName } from './columns.tsx';
import { useOrderDialogs } from './dialogs.tsx';
import { AppointmentsSection } from './document/appointments.tsx';
import { EscalationsSection } from './document/escalations.tsx';
import { MessagesSection } from './document/messages.tsx';
import { QuotesSection } from './document/quotes.tsx';
import { useDeskActions } from './document/use-desk-actions.ts';
import { useLifeWords } from './life-words.ts';
import { OrderPill } from './order-pill.tsx';
import { CallsSection, FactsSection, NotesSection } from './sections-user.tsx';
import { ChangesSection, FlagsSection } from './sections-check.tsx';
import { FeesSection, MachinesSection, PartsSection, VisitsSection } from './sections-work.tsx';
import { ClocksSection, MoreMarks, UrgesSection, UsedSection } from './sections-more.tsx';
import { PhotosSection } from './section-photos.tsx';
import { TimelineSection } from './section-timeline.tsx';
import { useOrderActions } from './use-actions.ts';
import { useTitle } from './use-title.ts';
import { OrderPartsActions } from '../parts/use/order-parts.tsx';

/** How many actions stand as buttons; the others are in the menu with their keys. */
const shownActions = 4;

export interface OrderDocumentProps {
  id: string;
  /** Actions this place does itself (the review desk's own decisions). */
  without?: readonly string[];
  /** Flags a person has decided so far; only where a queue asks for that. */
  decided?: ReadonlySet<string>;
  onDecide?: (flagId: string) => void;
}

/** One order with everything about it: head, user, booking, machines, money, messages, what happened. */
export function OrderDocument({ id, without = [], decided, onDecide }: OrderDocumentProps) {
  const t = useWords('orders');
  const { f, say } = useLifeWords();
  const title = useTitle();
  const { data, loading, faultText } = useQuery('orders.get', { id });
  const more = useQuery('orders.more', { id }, { keep: false });
  const dialogs = useOrderDialogs();
  const actions = useOrderActions(data, dialogs.ask, more.data);
  const desk = useDeskActions(data, more.data, dialogs.ask);
  const [provenId, setProvenId] = useState<string | null>(null);
  if (loading || (!data && !faultText)) return <Skeleton lines={14} />;
  if (!data) return <EmptyState title={t('doc.loadFailed')} text={faultText ?? ''} />;
  const { order } = data;
  const all = [...actions.list, ...desk.list].filter((action) => !without.includes(action.id));
  const list = [...all.filter((action) => action.first), ...all.filter((action) => !action.first)];
  const buttons = list.filter((action) => !action.danger).slice(0, shownActions);
  const rest = list.filter((action) => !buttons.includes(action));
  const late = order.deadlineAt !== null && order.deadlineAt < f.nowMs;
  const lastSlip = data.slips.at(-1);
  // Printed, void, and nothing printed since: whoever holds it goes by what is no longer so
  const voidSlip = lastSlip?.state === 'void' && lastSlip.copies > 0 ? lastSlip : null;
  const over = order.finishedAt !== null || ['closed', 'cancelled'].includes(order.state);
  return (
    <>
      <DocumentPage
        marks={
          <>
            <OrderPill order={order} />
            {order.deadlineAt !== null && !over ? (
              <StatePill
                tone={late ? 'red' : 'amber'}
                label={[
                  say('clock', order.deadlineKind ?? 'other'),
                  f.deadline(order.deadlineAt),
                  order.moneyAtRiskFen > 0
                    ? t('doc.risk', { amount: f.money(order.moneyAtRiskFen).replace(/\.00$/, '') })
                    : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ) : null}
            {order.urgent ? <StatePill tone="red" shape="warn" label={t('marks.urgent')} /> : null}
            {order.complaint ? <StatePill tone="amber" shape="warn" label={t('marks.complaint')} /> : null}
            {order.isRework ? <StatePill tone="amber" shape="back" label={t('marks.rework')} /> : null}
            {order.urges > 0 ? <StatePill tone="amber" label={t('marks.urges', { n: order.urges })} /> : null}
            {voidSlip ? (
              <StatePill tone="red" shape="cross" label={t('doc.slipVoid', { number: voidSlip.number })} />
            ) : null}
            <MoreMarks more={more.data} />
          </>
        }
        title={title(order)}
        subtitle={
          <>
            {order.number} ·{' '}
            {[sourceName(order, f.language, t('counter')), order.upstreamNumber].filter(Boolean).join(' ')} ·{' '}
            <span className="ord-whole">
              {t('doc.received', { when: f.date(order.receivedAt, 'always') })}
            </span>
          </>
        }
        actions={
          <>
            {buttons.map((action, index) => (
              <Button
                key={`${action.id} ${order.id}`}
                variant={index === 0 && onDecide === undefined ? 'primary' : 'plain'}
                hotkey={action.hotkey}
                pending={actions.pending}
                onPress={action.run}
              >
                {action.label}
              </Button>
            ))}
            {rest.length > 0 ? (
              <Menu label={t('doc.more')} actions={rest}>
                <Button>{t('doc.more')}</Button>
              </Menu>
            ) : null}
          </>
        }
      >
        {(actions.faultText ?? desk.faultText) ? (
          <div className="ord-fault">
            <ErrorLine text={actions.faultText ?? desk.faultText} />
          </div>
        ) : null}
        <ChangesSection changes={data.changes} />
        <FlagsSection flags={data.flags} decided={decided} onDecide={onDecide} />
        <UrgesSection more={more.data} />
        <EscalationsSection more={more.data} />
        <QuotesSection more={more.data} />
        <FactsSection document={data} />
        <ClocksSection more={more.data} />
        <MachinesSection machines={data.machines} more={more.data} orderId={order.id} />
        <AppointmentsSection rows={data.appointments} />
        <VisitsSection
          document={data}
          proof={provenId === id}
          onProof={() => setProvenId(provenId === id ? null : id)}
        />
        <PhotosSection more={more.data} />
        <FeesSection fees={data.fees} />
        <PartsSection parts={data.parts} />
        <OrderPartsActions orderId={order.id} />
        <UsedSection more={more.data} />
        <CallsSection calls={data.calls} />
        <NotesSection notes={data.notes} />
        <MessagesSection sent={data.messages} more={more.data} />
        <TimelineSection orderId={order.id} />
      </DocumentPage>
      {dialogs.element}
    </>
  );
}
