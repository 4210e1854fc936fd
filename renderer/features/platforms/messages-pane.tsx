import type { PlatformHealth } from '../../../preload/contract/platforms.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useNames } from '../../lib/use-names.ts';
import { AgoText, Button, EmptyState, ErrorLine, LineTable, Skeleton } from '../../ui/index.ts';

/** Messages a person must decide about: refused ones, and those that are keyed in by hand. */
export function MessagesPane({ platforms }: { platforms: readonly PlatformHealth[] }) {
  const t = useWords('platforms');
  const named = useNames();
  const dead = useQuery('platforms.messages', { state: 'dead' });
  const manual = useQuery('platforms.messages', { state: 'manual' });
  const retry = useCommand('platforms.retryMessage');
  const withdraw = useCommand('platforms.withdrawMessage');
  const byHand = useCommand('platforms.doneByHand');
  const mayDecide = useCan('outbox.retry') !== null;
  if (dead.loading || manual.loading) return <Skeleton lines={6} />;
  const rows = [...(dead.data?.messages ?? []), ...(manual.data?.messages ?? [])];
  if (rows.length === 0) return <EmptyState title={t('view.messages')} text={t('noMessages')} />;
  return (
    <div className="platform-list">
      <ErrorLine text={retry.faultText ?? withdraw.faultText ?? byHand.faultText} />
      <LineTable
        label={t('view.messages')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { id: 'order', header: t('column.order'), cell: (row) => row.workOrderNumber ?? row.upstreamId },
          {
            id: 'platform',
            header: t('column.name'),
            cell: (row) => named(platforms.find((one) => one.id === row.connectionId)),
          },
          { id: 'step', header: t('column.step'), cell: (row) => t(`step.${row.step}`) },
          {
            id: 'why',
            header: t('fact.fault'),
            cell: (row) =>
              row.fault ? faultText(new ApiFault(row.fault.code, row.fault.params)) : t('mode.manual'),
          },
          { id: 'age', header: t('fact.since'), cell: (row) => <AgoText atMs={row.createdAt} /> },
          {
            id: 'do',
            header: '',
            cell: (row) =>
              mayDecide ? (
                <span className="row">
                  {row.state === 'dead' ? (
                    <Button onPress={() => void retry.run({ id: row.id, version: row.version })}>
                      {t('action.retry')}
                    </Button>
                  ) : null}
                  <Button onPress={() => void byHand.run({ id: row.id, version: row.version })}>
                    {t('action.byHand')}
                  </Button>
                  <Button
                    variant="quiet"
                    onPress={() => void withdraw.run({ id: row.id, version: row.version })}
                  >
                    {t('action.withdraw')}
                  </Button>
                </span>
              ) : null,
          },
        ]}
      />
    </div>
  );
}
