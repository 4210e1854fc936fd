import { Link } from 'react-router';
import { useSession } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { ErrorLine, Section, Skeleton, StatePill, Totals } from '../../ui/index.ts';
import { FindPaper } from './find-paper.tsx';
import { PaperPage } from './page.tsx';
import { PrintButton } from './print-button.tsx';

/** Slips against orders: nothing may stand apart at the end of the day. */
export function CountView() {
  const t = useWords('paper');
  const me = useSession().staff?.id ?? null;
  const personName = usePersonName();
  const { data, loading, faultText } = useQuery(
    'paper.count',
    {},
    { keep: true, tables: ['slip', 'print_job', 'work_order'] },
  );
  const without = data ? data.orders - data.withSlip : 0;
  const more = without - (data?.ordersWithout.length ?? 0);
  const apart = (data?.ordersWithout.length ?? 0) + (data?.slipsNotPrinted.length ?? 0);
  return (
    <PaperPage
      view="count"
      actions={
        data ? (
          <>
            {me === null ? null : (
              <PrintButton kind="shift_handover" ids={[`${data.day}:${me}`]} hotkey="B" />
            )}
            {data.orders > 0 ? <PrintButton kind="day_list" ids={[data.day]} hotkey="P" /> : null}
          </>
        ) : undefined
      }
    >
      <div className="pap-stack">
        <FindPaper />
        <ErrorLine text={faultText} />
        {loading ? <Skeleton lines={4} /> : null}
        {data ? (
          <>
            <Totals
              items={[
                { label: t('count.orders'), value: data.orders },
                { label: t('count.withSlip'), value: data.withSlip },
                { label: t('count.out'), value: data.slips.out },
                { label: t('count.keyed'), value: data.slips.keyed },
                { label: t('count.void'), value: data.slips.void },
                { label: t('count.unknown'), value: data.jobs.unknown },
              ]}
            />
            {apart === 0 ? <StatePill tone="green" shape="check" label={t('count.fine')} /> : null}
            {data.toCallBack.length > 0 ? (
              <Section title={t('count.callBack')}>
                <div className="pap-chips">
                  {data.toCallBack.map((row) => (
                    <Link key={row.slipId} className="pap-number" to={`/orders/${row.orderId}`}>
                      {t('count.withWhom', { number: row.number, name: personName(row.staffName) })}
                    </Link>
                  ))}
                </div>
              </Section>
            ) : null}
            {data.ordersWithout.length > 0 ? (
              <Section title={`${t('count.apart')} ${without}`}>
                <div className="pap-chips">
                  {data.ordersWithout.map((row) => (
                    <Link key={row.orderId} className="pap-number" to={`/orders/${row.orderId}`}>
                      {row.number}
                    </Link>
                  ))}
                  {more > 0 ? <span className="faint">{t('count.more', { n: more })}</span> : null}
                </div>
              </Section>
            ) : null}
            {data.slipsNotPrinted.length > 0 ? (
              <Section title={t('count.notPrinted')}>
                <div className="pap-chips">
                  {data.slipsNotPrinted.map((row) => (
                    <span key={row.slipId} className="pap-number">
                      {row.number}
                    </span>
                  ))}
                </div>
              </Section>
            ) : null}
          </>
        ) : null}
      </div>
    </PaperPage>
  );
}
