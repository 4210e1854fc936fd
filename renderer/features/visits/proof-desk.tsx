import { useState } from 'react';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { inLanguage } from '../../lib/names.ts';
import { useQuery } from '../../lib/query.tsx';
import { usePersonName } from '../../lib/use-person-name.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, DateText, Dialog, EmptyState, ErrorLine, LineTable, Skeleton } from '../../ui/index.ts';
import { useTitle } from '../orders/use-title.ts';
import { Policies } from './policies.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { sentBackText } from './sent-back.ts';
import { useProofName } from './use-proof-name.ts';

/** Finished orders that lack proof; each opens to its items, where what came late is added or let go by name. */
export function ProofDesk({ onOpen }: { onOpen: (code: string) => void }) {
  const titleOf = useTitle();
  const t = useWords('visits');
  const f = useFormat();
  const nameOf = useProofName();
  const personName = usePersonName();
  const mayEdit = useCan('settings.write') !== null;
  const [editing, setEditing] = useState(false);
  // Finished without a slip: there is no slip to open, its proof opens alone
  const [paperless, setPaperless] = useState<{ orderId: string; number: string } | null>(null);
  const { data, faultText } = useQuery(
    'visits.proofDesk',
    { limit: 200 },
    { keep: true, tables: ['verification', 'work_order', 'slip'] },
  );
  return (
    <>
      <ErrorLine text={faultText} />
      {mayEdit ? (
        <div className="vis-tools">
          <Button size="small" hotkey="Alt+R" onPress={() => setEditing(true)}>
            {t('policy.open')}
          </Button>
        </div>
      ) : null}
      {data === undefined ? (
        <Skeleton lines={6} />
      ) : data.total === 0 ? (
        <EmptyState title={t('empty.proof')} />
      ) : (
        <LineTable
          label={t('view.proof')}
          rows={data.rows}
          rowKey={(row) => row.orderId}
          columns={[
            {
              id: 'number',
              header: t('order'),
              cell: (row) => (
                <button
                  type="button"
                  data-row=""
                  className="vis-link mono"
                  onClick={() => (row.slipNumber === null ? setPaperless(row) : onOpen(row.slipNumber))}
                >
                  {row.number}
                </button>
              ),
            },
            {
              id: 'title',
              header: t('work'),
              cell: (row) => <span className="vis-work">{titleOf(row)}</span>,
            },
            {
              id: 'staff',
              header: t('technician'),
              cell: (row) => <span className="vis-nowrap">{personName(row.staffName) || '—'}</span>,
            },
            {
              id: 'payer',
              header: t('settler'),
              cell: (row) => {
                const name = inLanguage(f.language, row.payerNameZh, row.payerNameEn) || '—';
                return (
                  <span className="vis-payer truncate" title={name}>
                    {name}
                  </span>
                );
              },
            },
            {
              id: 'at',
              header: t('finished'),
              cell: (row) => (
                <span className="vis-nowrap">
                  <DateText atMs={row.finishedAt} time="always" />
                </span>
              ),
            },
            {
              id: 'open',
              header: t('proofStates.missing'),
              cell: (row) =>
                [
                  ...(row.sentBack ? [sentBackText(t, f, row.sentBack)] : []),
                  ...row.open.map((item) => t(`proof.${item.state}`, { name: nameOf(item) })),
                ].join(f.language === 'zh' ? '、' : ', '),
            },
          ]}
        />
      )}
      {paperless === null ? null : (
        <Dialog title={paperless.number} open wide onClose={() => setPaperless(null)}>
          <ProofPanel orderId={paperless.orderId} />
        </Dialog>
      )}
      {editing ? <Policies onClose={() => setEditing(false)} /> : null}
    </>
  );
}
