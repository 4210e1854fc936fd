import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useNames } from '../../lib/use-names.ts';
import {
  Button,
  DocumentPage,
  EmptyState,
  ErrorLine,
  LineTable,
  ListDocument,
  MoneyText,
  QuantityText,
  Section,
  Select,
  Skeleton,
  StatePill,
} from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { PrintButton } from '../paper/print-button.tsx';
import { PersonPapers } from './person-papers.tsx';
import { MoneyPage, useMonths } from './shell.tsx';

/** 工资: one slip per person and period, from booked lines; each line opens to its order. */
export function PayScreen() {
  const t = useWords('money');
  const names = useNames();
  const f = useFormat();
  const months = useMonths();
  // A slip found elsewhere is opened by address: its month and itself
  const [asked] = useSearchParams();
  const [period, setPeriod] = useState(asked.get('period') ?? f.today.slice(0, 7));
  const [openId, setOpenId] = useState<string | null>(asked.get('slip'));
  const { data, loading, faultText } = useQuery('money.paySlips', { period }, { keep: true });
  const prepare = useCommand('money.preparePay');
  const may = useCan('pay.write') !== null;
  const slips = data?.slips ?? [];
  const waiting = data?.waiting ?? [];
  const onSlip = new Set(slips.map((slip) => slip.staffId ?? slip.subShopId));
  const toSlip = waiting.filter((row) => !onSlip.has(row.partyId) && (row.lines > 0 || row.heldFen !== 0));
  const unaudited = waiting.reduce((sum, row) => sum + row.unauditedFen, 0);
  return (
    <MoneyPage
      room="pay"
      actions={
        <>
          <Select label={t('period')} quietLabel value={period} onChange={setPeriod} options={months} />
          {may ? (
            <Button
              variant="primary"
              hotkey="N"
              pending={prepare.pending}
              onPress={() => void prepare.run({ period })}
            >
              {t('pay.prepare')}
            </Button>
          ) : null}
        </>
      }
    >
      <ErrorLine text={faultText ?? prepare.faultText} />
      <ListDocument
        name="money-pay"
        initial={510}
        onClose={() => setOpenId(null)}
        document={openId === null ? null : <SlipPage id={openId} may={may} />}
        placeholder={
          slips.length === 0 && toSlip.length > 0 ? (
            <EmptyState title={t('pay.first')} text={may ? t('pay.firstText') : undefined} />
          ) : (
            <EmptyState title={t('pay.choose')} />
          )
        }
        list={
          <div className="money-scroll" tabIndex={0}>
            {loading ? <Skeleton lines={8} /> : null}
            {data && slips.length + toSlip.length === 0 ? (
              <EmptyState title={t('pay.empty')} text={t('pay.emptyText')} />
            ) : null}
            {unaudited === 0 ? null : (
              <p className="money-note muted">{t('pay.unaudited', { yuan: f.money(unaudited) })}</p>
            )}
            {slips.length + toSlip.length > 0 ? (
              <table className="money-table" aria-label={t('room.pay')}>
                <thead>
                  <tr>
                    <th scope="col">{t('pay.person')}</th>
                    <th scope="col" className="num">
                      {t('pay.lines')}
                    </th>
                    <th scope="col" className="num">
                      {t('pay.due')}
                    </th>
                    <th scope="col" className="num">
                      {t('pay.deducted')}
                    </th>
                    <th scope="col" className="num">
                      {t('pay.net')}
                    </th>
                    <th scope="col" className="num">
                      {t('pay.held')}
                    </th>
                    <th scope="col">{t('pay.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {slips.map((row) => (
                    <tr key={row.id} aria-selected={row.id === openId}>
                      <td className="strong">
                        <button type="button" className="money-link" onClick={() => setOpenId(row.id)}>
                          {names(row)}
                        </button>
                      </td>
                      <td className="num">{row.lines}</td>
                      <td className="num">
                        <MoneyText fen={row.dueFen} />
                      </td>
                      <td className="num">
                        {row.deductedFen === 0 ? '' : <MoneyText fen={-row.deductedFen} />}
                      </td>
                      <td className="num strong">
                        <MoneyText fen={row.netFen} />
                      </td>
                      <td className="num muted">
                        {row.heldFen === 0 ? '' : <MoneyText fen={row.heldFen} />}
                      </td>
                      <td>
                        <SlipPill slip={row} />
                      </td>
                    </tr>
                  ))}
                  {toSlip.map((row) => (
                    <tr key={row.partyId}>
                      <td>{names(row)}</td>
                      <td className="num">{row.lines}</td>
                      <td className="num">
                        <MoneyText fen={row.dueFen} />
                      </td>
                      {/* What is deducted is known once a slip is made; what is from before is not on the fees of the month */}
                      <td className="num muted" colSpan={2}>
                        {row.earlierFen === 0 ? (
                          '—'
                        ) : (
                          <>
                            {t('pay.earlier')} <MoneyText fen={row.earlierFen} />
                          </>
                        )}
                      </td>
                      <td className="num muted">
                        {row.heldFen === 0 ? '' : <MoneyText fen={row.heldFen} />}
                      </td>
                      <td>
                        <StatePill label={t('pay.waiting')} tone="amber" shape="ring" />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : null}
          </div>
        }
      />
    </MoneyPage>
  );
}

function SlipPill({ slip }: { slip: { state: string; settling: boolean } }) {
  const t = useWords('money');
  const { state, settling } = slip;
  if (settling) return <StatePill label={t('settling')} tone="amber" shape="half" />;
  return (
    <StatePill
      label={t(`pay.slipState.${state}`)}
      tone={state === 'paid' ? 'grey' : state === 'confirmed' ? 'green' : 'blue'}
      shape={state === 'draft' ? 'ring' : 'check'}
    />
  );
}

function SlipPage({ id, may }: { id: string; may: boolean }) {
  const titleOf = useTitle();
  const t = useWords('money');
  const names = useNames();
  const { data, loading, faultText } = useQuery('money.paySlip', { id });
  const confirm = useCommand('money.confirmPay');
  const pay = useCommand('money.payOut');
  if (loading || !data) return faultText ? <ErrorLine text={faultText} /> : <Skeleton lines={10} />;
  const { slip, lines } = data;
  return (
    <DocumentPage
      title={names(slip)}
      subtitle={t('pay.slip', { number: slip.number })}
      marks={<SlipPill slip={slip} />}
      actions={
        <>
          <PrintButton kind="pay_slip" ids={[id]} hotkey="P" />
          {may && slip.state !== 'paid' ? (
            slip.state === 'draft' ? (
              <Button
                variant="primary"
                hotkey="Q"
                pending={confirm.pending}
                onPress={() => void confirm.run({ id, version: slip.version })}
              >
                {t('pay.confirm')}
              </Button>
            ) : (
              <Button
                variant="primary"
                hotkey="F"
                pending={pay.pending}
                onPress={() => void pay.run({ id, version: slip.version })}
              >
                {t('pay.payOut')}
              </Button>
            )
          ) : null}
        </>
      }
    >
      <ErrorLine text={confirm.faultText ?? pay.faultText} />
      <Section title={`${t('pay.due')} · ${t('pay.deducted')} · ${t('pay.net')}`}>
        <p className="money-sum">
          <MoneyText fen={slip.dueFen} symbol /> − <MoneyText fen={slip.deductedFen} symbol /> ={' '}
          <b>
            <MoneyText fen={slip.netFen} symbol />
          </b>
        </p>
      </Section>
      <Section title={`${t('pay.lines')} ${lines.length}`}>
        <LineTable
          label={t('pay.lines')}
          rows={lines}
          rowKey={(line) => String(line.lineNo)}
          columns={[
            {
              id: 'order',
              header: t('pay.order'),
              cell: (line) => (
                <span>
                  {line.orderNumber} <span className="muted">{titleOf({ title: line.title ?? '' })}</span>
                </span>
              ),
            },
            { id: 'kind', header: t('pay.kind'), cell: (line) => t(`fee.${line.kind}`) },
            {
              id: 'quantity',
              header: t('pay.quantity'),
              align: 'end',
              cell: (line) => <QuantityText milli={line.quantityMilli} />,
            },
            {
              id: 'share',
              header: t('pay.share'),
              align: 'end',
              cell: (line) => (line.shareMilli === 1000 ? '' : `${(line.shareMilli / 10).toFixed(1)}%`),
            },
            {
              id: 'amount',
              header: t('pay.amount'),
              align: 'end',
              cell: (line) => <MoneyText fen={line.amountFen} />,
            },
          ]}
        />
      </Section>
      <PersonPapers holderId={slip.staffId ?? slip.subShopId ?? ''} />
    </DocumentPage>
  );
}
