import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { faultText } from '../../lib/faults.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useScan } from '../../lib/use-keys.ts';
import {
  Banner,
  DateText,
  EmptyState,
  ErrorLine,
  LineTable,
  MoneyText,
  PhoneText,
  Screen,
  StatePill,
  Tabs,
  TextField,
} from '../../ui/index.ts';
import { type Found } from './entry.ts';
import { ProofPanel } from './proof-panel.tsx';
import { SlipForm } from './slip-form.tsx';
import './visits.css';

export type Returned = OutputOf<'visits.returnSlip'>;
type View = 'out' | 'back' | 'keyed' | 'evening';
const views: readonly View[] = ['out', 'back', 'keyed', 'evening'];
const slipTones = { made: 'grey', out: 'amber', back: 'blue', keyed: 'green', void: 'grey' } as const;

/** 回单: scan, key, next. The field at the top keeps the focus between two slips. */
export function Feature() {
  const t = useWords('visits');
  const now = useNow();
  const [params, setParams] = useSearchParams();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [last, setLast] = useState<Returned | null>(null);
  const [count, setCount] = useState(0);
  const [view, setView] = useState<View>('out');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const find = useCallback(async (text: string) => {
    if (text.trim() === '') return;
    setFault(null);
    try {
      const slip = await api.call('visits.findSlip', { code: text.trim() });
      setFound(slip);
      setLast(null);
      setCode('');
    } catch (error) {
      setFound(null);
      setFault(faultText(error));
      field.current?.select();
    }
  }, []);
  useScan((scanned) => {
    void find(scanned);
    return true;
  });
  const wanted = params.get('slip');
  useEffect(() => {
    if (wanted) {
      setParams({}, { replace: true });
      void find(wanted);
    }
  }, [wanted, find, setParams]);
  const onDone = (returned: Returned) => {
    setLast(returned);
    setFound(null);
    setCount((n) => n + 1);
    field.current?.focus();
  };
  return (
    <Screen
      title={t('title')}
      views={<span className="faint">{count > 0 ? t('keyedNow', { n: count }) : ''}</span>}
    >
      <div className="vis-screen">
        <div className="vis-scan">
          <TextField
            ref={field}
            label={t('scan')}
            quietLabel
            placeholder={t('scan')}
            value={code}
            onChange={setCode}
            onEnter={() => void find(code)}
            autoFocus
            className="vis-scan-input mono"
          />
          <ErrorLine text={fault} />
          {last ? <DoneLine returned={last} /> : null}
        </div>
        {found ? (
          <>
            <SlipHead found={found} onClose={() => setFound(null)} />
            {found.slip.state === 'keyed' ? (
              <>
                <Banner tone="green" text={t('already', { name: found.slip.keyedByName ?? '' })} />
                <ProofPanel key={found.order.id} found={found} />
              </>
            ) : null}
            {found.slip.state === 'void' ? <Banner tone="red" text={t('isVoid')} /> : null}
            {found.slip.state === 'keyed' || found.slip.state === 'void' ? null : (
              <SlipForm key={found.slip.id} found={found} nowMs={now} onDone={onDone} />
            )}
          </>
        ) : (
          <div className="vis-lists">
            <Tabs
              label={t('views')}
              value={view}
              onChange={(id) => setView(id as View)}
              tabs={views.map((id) => ({ id, label: t(`view.${id}`) }))}
            />
            {view === 'evening' ? <Evening /> : <Slips view={view} onOpen={(number) => void find(number)} />}
          </div>
        )}
      </div>
    </Screen>
  );
}

function DoneLine({ returned }: { returned: Returned }) {
  const t = useWords('visits');
  const open = returned.proof.filter((item) => item.state !== 'present' && item.state !== 'waived');
  return (
    <div className="vis-done" role="status">
      <StatePill
        tone={returned.verified ? 'green' : open.length > 0 ? 'amber' : 'blue'}
        shape={returned.verified ? 'check' : 'ring'}
        label={t(
          returned.verified
            ? 'done.verified'
            : `done.${returned.orderState === 'finished' ? 'finished' : 'kept'}`,
        )}
      />
      <span className="mono">{returned.orderNumber}</span>
      {open.length > 0 ? (
        <span>
          {t('done.missing', {
            list: open
              .map((item) =>
                t(`proof.${item.state}`, {
                  name: item.kind === 'shot' ? item.name : t(`proofKind.${item.kind}`),
                }),
              )
              .join(' · '),
          })}
        </span>
      ) : null}
    </div>
  );
}

function SlipHead({ found, onClose }: { found: Found; onClose: () => void }) {
  const t = useWords('visits');
  const { order, slip, visit } = found;
  return (
    <div className="vis-head">
      <div className="vis-head-main">
        <strong className="mono">{slip.number}</strong>
        <StatePill
          tone={slipTones[slip.state as keyof typeof slipTones] ?? 'grey'}
          shape="ring"
          label={t(`slip.${slip.state}`)}
        />
        <span className="mono">{order.number}</span>
        <span>{order.title}</span>
        <span className="faint">{t('visitNo', { n: visit?.visitNo ?? 1 })}</span>
        <button type="button" className="vis-close" onClick={onClose}>
          {t('close')}
        </button>
      </div>
      <div className="vis-head-more">
        <span>{order.customerName}</span>
        <PhoneText phone={order.customerPhone} />
        <span className="truncate">{order.address}</span>
        <span>{order.staffName ?? '–'}</span>
        <span>
          <DateText atMs={order.appointmentStartAt} time="always" />
        </span>
        {order.faultText ? <span className="truncate faint">{order.faultText}</span> : null}
      </div>
    </div>
  );
}

function Slips({ view, onOpen }: { view: 'out' | 'back' | 'keyed'; onOpen: (number: string) => void }) {
  const t = useWords('visits');
  const { data, faultText: text } = useQuery(
    'visits.slips',
    { states: [view], limit: 200 },
    { keep: true, tables: ['slip'] },
  );
  if (data && data.total === 0) return <EmptyState title={t(`empty.${view}`)} text={t('empty.text')} />;
  return (
    <>
      <ErrorLine text={text} />
      <LineTable
        label={t(`view.${view}`)}
        rows={data?.rows ?? []}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'number',
            header: t('number'),
            cell: (row) => (
              <button type="button" className="vis-link mono" onClick={() => onOpen(row.number)}>
                {row.number}
              </button>
            ),
          },
          { id: 'order', header: t('order'), cell: (row) => <span className="mono">{row.orderNumber}</span> },
          { id: 'title', header: t('work'), cell: (row) => row.title },
          { id: 'user', header: t('user'), cell: (row) => row.customerName },
          { id: 'staff', header: t('technician'), cell: (row) => row.staffName ?? '–' },
          {
            id: 'at',
            header: t('since'),
            cell: (row) => (
              <DateText
                atMs={view === 'keyed' ? row.keyedAt : view === 'back' ? row.backAt : row.outAt}
                time="always"
              />
            ),
          },
        ]}
      />
    </>
  );
}

function Evening() {
  const t = useWords('visits');
  const f = useFormat();
  const { data } = useQuery(
    'visits.evening',
    {},
    { keep: true, tables: ['slip', 'payment', 'old_part', 'cash_handover'] },
  );
  if (data && data.people.length === 0) return <EmptyState title={t('empty.evening')} />;
  const number = (n: number, bad = n > 0) =>
    n === 0 ? <span className="faint">0</span> : bad ? <strong>{n}</strong> : n;
  return (
    <LineTable
      label={t('view.evening')}
      rows={data?.people ?? []}
      rowKey={(row) => row.staffId}
      columns={[
        { id: 'name', header: t('technician'), cell: (row) => row.name },
        { id: 'out', header: t('evening.out'), align: 'end', cell: (row) => number(row.slipsOut) },
        {
          id: 'oldest',
          header: t('evening.oldest'),
          cell: (row) => (row.oldestOutDay ? f.day(row.oldestOutDay) : '–'),
        },
        { id: 'back', header: t('evening.back'), align: 'end', cell: (row) => number(row.slipsBack) },
        {
          id: 'keyed',
          header: t('evening.keyed'),
          align: 'end',
          cell: (row) => number(row.slipsKeyed, false),
        },
        {
          id: 'cash',
          header: t('evening.cash'),
          align: 'end',
          cell: (row) => <MoneyText fen={row.cashFen} />,
        },
        { id: 'qr', header: t('evening.qr'), align: 'end', cell: (row) => <MoneyText fen={row.qrFen} /> },
        { id: 'old', header: t('evening.old'), align: 'end', cell: (row) => number(row.oldParts) },
        { id: 'late', header: t('evening.late'), align: 'end', cell: (row) => number(row.oldPartsLate) },
        {
          id: 'fen',
          header: t('evening.atRisk'),
          align: 'end',
          cell: (row) => <MoneyText fen={row.oldPartsFen} />,
        },
      ]}
    />
  );
}
