import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommand } from '../../lib/query.tsx';
import { EmptyState, ErrorLine, Queue, Skeleton, StatePill } from '../../ui/index.ts';
import { useLifeWords } from '../orders/life-words.ts';
import { OrderDocument } from '../orders/order-document.tsx';
import { useTitle } from '../orders/use-title.ts';

type Row = OutputOf<'orders.suspicions'>['rows'][number];

/** Bookings that look as if nobody made them: a person decides, with the order beside. */
export function SuspicionsView({ rows }: { rows: readonly Row[] | null }) {
  const t = useWords('calls');
  const title = useTitle();
  const { f, person, say, window } = useLifeWords();
  const decide = useCommand('orders.decideSuspicion');
  if (rows === null) return <Skeleton lines={8} />;
  const run = (pass: boolean) => async (row: Row) =>
    (await decide.run({ appointmentId: row.appointmentId, pass })) !== null;
  return (
    <>
      <ErrorLine text={decide.faultText} />
      <Queue
        name="calls.suspicions"
        label={t('view.suspicions')}
        items={rows}
        itemKey={(row) => row.appointmentId}
        renderItem={(row) => (
          <div className="rev-item">
            <div className="row spread">
              <span className="strong truncate">{title(row)}</span>
              <StatePill tone="amber" label={say('suspicious', row.code)} />
            </div>
            <div className="row spread muted">
              <span className="truncate">
                {row.number} · {row.customerName}
              </span>
              <span className="faint">{f.date(row.at, 'always')}</span>
            </div>
          </div>
        )}
        renderDesk={(row) => (
          <div className="call-desk">
            <div className="call-head">
              <StatePill tone="amber" label={say('suspicious', row.code)} />
              <span>{t('suspicion.by', { name: person(row.bookedBy) || t('suspicion.nobody') })}</span>
              <span>{window(row.startAt, row.endAt, row.day)}</span>
              <span className="muted">{t('suspicion.calls', { n: row.calls })}</span>
              {row.connectedSeconds === null ? null : (
                <span className="muted">{t('suspicion.longest', { n: row.connectedSeconds })}</span>
              )}
            </div>
            <OrderDocument key={row.orderId} id={row.orderId} />
          </div>
        )}
        decisions={[
          {
            id: 'pass',
            label: t('suspicion.pass'),
            done: t('suspicion.passed'),
            hotkey: '1',
            variant: 'primary',
            run: run(true),
          },
          { id: 'keep', label: t('suspicion.keep'), done: t('suspicion.kept'), hotkey: '2', run: run(false) },
        ]}
        empty={<EmptyState title={t('emptySuspicions')} text={t('emptySuspicionsText')} />}
      />
    </>
  );
}
