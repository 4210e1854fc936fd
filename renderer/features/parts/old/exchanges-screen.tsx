import { useState } from 'react';
import { useNavigate } from 'react-router';
import { exchangeSteps, type ExchangeState } from '../../../../domain/stock/exchange.ts';
import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useCan } from '../../../app/session.tsx';
import { useWords } from '../../../i18n/index.ts';
import { useCommand, useQuery } from '../../../lib/query.tsx';
import { useInLanguage } from '../../../lib/use-names.ts';
import {
  Button,
  DayText,
  Dialog,
  EmptyState,
  ErrorLine,
  LineTable,
  Segments,
  Skeleton,
  StatePill,
  TextField,
} from '../../../ui/index.ts';
import { PartsPage } from '../shell.tsx';
import { OldPages } from './old-pages.tsx';

type Exchange = OutputOf<'parts.exchanges'>['rows'][number];

/** 换机: old machines still owed, the nearest day first; each goes back to its payer or is destroyed with a note. */
export function ExchangesScreen() {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const navigate = useNavigate();
  const [view, setView] = useState<'owed' | 'all'>('owed');
  const [asking, setAsking] = useState<{ row: Exchange; to: ExchangeState } | null>(null);
  const may = useCan('old_parts.write') !== null;
  const { data, faultText } = useQuery('parts.exchanges', { view }, { keep: true });
  const step = useCommand('parts.exchangeStep');
  const go = (row: Exchange, to: ExchangeState) => {
    if (to === 'destroyed' || to === 'undone') setAsking({ row, to });
    else void step.run({ id: row.id, version: row.version, to });
  };
  return (
    <PartsPage view="old">
      <div className="parts-bar">
        <OldPages page="exchanges" />
        <Segments
          label={t('dead.views')}
          value={view}
          onChange={(id) => setView(id as 'owed' | 'all')}
          tabs={(['owed', 'all'] as const).map((id) => ({
            id,
            label: `${t(`exchange.view.${id}`)} ${data?.views[id] ?? ''}`,
          }))}
        />
      </div>
      <ErrorLine text={faultText ?? step.faultText} />
      {data === undefined ? (
        <Skeleton lines={6} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('exchange.emptyTitle')} text={t('exchange.emptyText')} />
      ) : (
        <div className="parts-none">
          <LineTable
            label={t('page.exchanges')}
            rows={data.rows}
            rowKey={(row) => row.id}
            columns={[
              { id: 'due', header: t('due'), cell: (row) => <DayText day={row.dueDay} /> },
              {
                id: 'state',
                header: t('parcel.status'),
                cell: (row) => (
                  <StatePill tone="violet" shape="half" label={t(`exchange.state.${row.state}`)} />
                ),
              },
              {
                id: 'order',
                header: t('order'),
                cell: (row) => (
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => void navigate(`/orders/${row.workOrderId}`)}
                  >
                    {row.orderNumber}
                  </Button>
                ),
              },
              {
                id: 'out',
                header: t('exchange.out'),
                cell: (row) => (
                  <>
                    <span className="mono">{row.outCode}</span> <span className="faint">{row.outModel}</span>
                  </>
                ),
              },
              {
                id: 'in',
                header: t('exchange.in'),
                cell: (row) => (
                  <>
                    <span className="mono">{row.inCode}</span> <span className="faint">{row.inModel}</span>
                  </>
                ),
              },
              { id: 'payer', header: t('payer'), cell: (row) => name(row.payerNameZh, row.payerNameEn) },
              { id: 'bearer', header: t('exchange.borneBy'), cell: (row) => t(`bearer.${row.borneBy}`) },
              { id: 'duty', header: t('exchange.duty'), cell: (row) => t(`exchange.duties.${row.duty}`) },
              {
                id: 'act',
                header: '',
                align: 'end',
                cell: (row) =>
                  may
                    ? exchangeSteps[row.state].map((to) => (
                        <Button key={to} size="small" variant="quiet" onPress={() => go(row, to)}>
                          {t(`exchange.do.${to}`)}
                        </Button>
                      ))
                    : null,
              },
            ]}
          />
        </div>
      )}
      {asking ? <ReasonDialog {...asking} onClose={() => setAsking(null)} /> : null}
    </PartsPage>
  );
}

function ReasonDialog({ row, to, onClose }: { row: Exchange; to: ExchangeState; onClose: () => void }) {
  const t = useWords('oldparts');
  const [reason, setReason] = useState('');
  const command = useCommand('parts.exchangeStep');
  const go = async () => {
    const done = await command.run({ id: row.id, version: row.version, to, reason });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('exchange.stepTitle', { step: t(`exchange.do.${to}`), code: row.outCode })}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Mod+Enter" pending={command.pending} onPress={() => void go()}>
          {t(`exchange.do.${to}`)}
        </Button>
      }
    >
      <div className="parts-dialog">
        <ErrorLine text={command.faultText} />
        <TextField
          label={t('parcel.reason')}
          required
          value={reason}
          maxLength={200}
          onChange={setReason}
          onEnter={() => void go()}
          autoFocus
        />
      </div>
    </Dialog>
  );
}
