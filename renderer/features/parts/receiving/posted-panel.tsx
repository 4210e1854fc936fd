import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { Banner, Button, DocumentPage, LineTable, Section } from '../../../ui/index.ts';
import { PrintButton } from '../../paper/print-button.tsx';

export type Posted = OutputOf<'parts.receiveSheet'>;

/** What became of a delivery: its paper to print, the orders that go on, the differences to be told. */
export function PostedPanel(props: { done: Posted; onNext: () => void; onClaims: () => void }) {
  const { done } = props;
  const t = useWords('receiving');
  const orders = done.releasedOrders.map((one) => one.number).join(' · ');
  return (
    <DocumentPage
      title={t('postedTitle', { number: done.number })}
      actions={
        <>
          <Button variant="primary" hotkey="E" autoFocus onPress={props.onNext}>
            {t('next')}
          </Button>
          <PrintButton
            kind={done.number.startsWith('BG') ? 'transfer_slip' : 'receiving_slip'}
            ids={[done.documentId]}
            hotkey="P"
          />
          {done.claims.length > 0 ? (
            <Button hotkey="C" onPress={props.onClaims}>
              {t('toClaims')}
            </Button>
          ) : null}
        </>
      }
    >
      {orders === '' ? null : <Banner tone="green" text={t('released', { orders })} />}
      {done.claims.length === 0 ? (
        <p className="muted">{t('noClaims')}</p>
      ) : (
        <Section title={t('claimsMade', { count: done.claims.length })}>
          <LineTable
            label={t('claim.list')}
            rows={done.claims}
            rowKey={(row) => row.id}
            columns={[
              { id: 'number', header: t('claim.number'), cell: (row) => row.number },
              { id: 'kind', header: t('claim.kind'), cell: (row) => t(`claim.kinds.${row.kind}`) },
            ]}
          />
        </Section>
      )}
    </DocumentPage>
  );
}
