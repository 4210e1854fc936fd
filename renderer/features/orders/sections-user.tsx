import { useWords } from '../../i18n/index.ts';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { maskPhone } from '../../../domain/customers/phone.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { inLanguage } from '../../lib/names.ts';
import { DateText, Facts, PhoneText, Section, StatePill } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';

type Document = OutputOf<'orders.get'>;

/** A number with its middle hidden until somebody asks: other people stand at a counter. */
function Phone({ phone }: { phone: string | null }) {
  const t = useWords('orders');
  const [shown, setShown] = useState(false);
  if (phone === null) return null;
  const masked = phone.includes('*');
  return (
    <span className="ord-phone">
      <PhoneText phone={shown || masked ? phone : maskPhone(phone)} />
      {masked ? null : (
        <button type="button" className="ord-link" onClick={() => setShown(!shown)}>
          {t(shown ? 'doc.hide' : 'doc.show')}
        </button>
      )}
    </span>
  );
}

function Booking({ order }: { order: Document['order'] }) {
  const t = useWords('orders');
  const { window } = useLifeWords();
  if (order.appointmentState === 'none' || order.appointmentStartAt === null)
    return <span className="faint">{t('doc.notBooked')}</span>;
  const when = window(order.appointmentStartAt, order.appointmentEndAt, order.appointmentDay);
  return order.appointmentState === 'missed' ? (
    <span className="ord-missed">{t('doc.missed', { when })}</span>
  ) : (
    <>{when}</>
  );
}

/** The name leads to the user's own file: earlier orders, machines, calls. */
function UserName({ order }: { order: Document['order'] }) {
  const may = useCan('customers.read') !== null;
  return may ? (
    <Link className="ord-link strong" to={`/customers/${encodeURIComponent(order.customerId)}`}>
      {order.customerName}
    </Link>
  ) : (
    <strong>{order.customerName}</strong>
  );
}

/** Who, where, when, who goes; only what is there. */
export function FactsSection({ document }: { document: Document }) {
  const t = useWords('orders');
  const { f, person, say, reason } = useLifeWords();
  const { order } = document;
  const km = order.distanceM === null ? null : (order.distanceM / 1000).toFixed(1);
  const fact = (label: string, value: ReactNode) => ({ label: t(label), value });
  return (
    <Section>
      <Facts
        items={[
          fact(
            'doc.user',
            <>
              <UserName order={order} /> <Phone key={order.id} phone={order.customerPhone} />
            </>,
          ),
          fact('doc.virtualPhone', order.virtualPhone ? <PhoneText phone={order.virtualPhone} /> : null),
          fact('doc.phone2', order.customerPhone2 ? <Phone phone={order.customerPhone2} /> : null),
          fact(
            'doc.address',
            <>
              {order.address}{' '}
              {km === null ? null : <span className="faint">{t('doc.distance', { km })}</span>}
            </>,
          ),
          fact('doc.appointment', <Booking order={order} />),
          fact(
            'doc.technician',
            person(order.staffName) ||
              (order.subShopNameZh ? (
                t('doc.subShop', {
                  name: inLanguage(f.language, order.subShopNameZh, order.subShopNameEn),
                })
              ) : (
                <span className="faint">{t('doc.nobody')}</span>
              )),
          ),
          fact('doc.warranty', order.warranty ? say('warranty', order.warranty) : null),
          fact('doc.mode', order.serviceMode === 'on_site' ? null : say('mode', order.serviceMode)),
          fact('doc.fault', order.faultText),
          fact('doc.remark', order.remark),
          fact('doc.reason', reason(order.reasonCode)),
          fact(
            'doc.nextContact',
            order.nextContactAt ? <DateText atMs={order.nextContactAt} time="always" /> : null,
          ),
          fact(
            'doc.goods',
            order.goodsState
              ? t(order.goodsState === 'arrived' ? 'doc.goodsArrived' : 'doc.goodsAwaited')
              : null,
          ),
          fact(
            'doc.verdict',
            order.verdict === null
              ? null
              : order.verdictDeadlineAt === null
                ? say('verdict', order.verdict)
                : t('doc.verdictDue', {
                    word: say('verdict', order.verdict),
                    when: f.date(order.verdictDeadlineAt, 'always'),
                  }),
          ),
          fact('doc.verdictReason', order.verdictReason || null),
          fact(
            'doc.parent',
            order.parentId ? (
              <Link className="ord-link" to={`/orders/${order.parentId}`}>
                {t('intake.open')}
              </Link>
            ) : null,
          ),
        ]}
      />
    </Section>
  );
}

export function CallsSection({ calls }: { calls: Document['calls'] }) {
  const t = useWords('orders');
  const { f, person, say } = useLifeWords();
  if (calls.length === 0) return null;
  return (
    <Section title={t('doc.calls')}>
      <ol className="ord-lines">
        {calls.map((call) => (
          <li key={call.id}>
            <span className="grow">
              <span className="muted">{t(call.direction === 'in' ? 'doc.calledIn' : 'doc.called')}</span>{' '}
              <strong>{say('call', call.result)}</strong>
              {call.seconds === null ? null : (
                <span className="muted"> · {t('doc.seconds', { n: call.seconds })}</span>
              )}
              {call.nextCallAt === null ? null : (
                <span className="muted">
                  {' '}
                  · {t('doc.nextCall', { when: f.date(call.nextCallAt, 'always') })}
                </span>
              )}
              {call.note ? <div>{call.note}</div> : null}
            </span>
            <span className="faint">
              {person(call.staffName) || t('doc.system')} {f.date(call.at, 'always')}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function NotesSection({ notes }: { notes: Document['notes'] }) {
  const t = useWords('orders');
  const { f, person, say } = useLifeWords();
  if (notes.length === 0) return null;
  return (
    <Section title={t('doc.notes')}>
      <ol className="ord-lines">
        {notes.map((note) => (
          <li key={note.id}>
            <span className="grow ord-note">{note.text}</span>
            <StatePill label={say('reach', note.reach)} />
            <span className="faint">
              {person(note.staffName) || t('doc.system')} {f.date(note.at, 'always')}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
