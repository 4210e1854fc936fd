import type { OutputOf } from '../../../preload/contract/index.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { ApiFault, faultText } from '../../lib/faults.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useCopyKind } from '../../lib/use-copy-kind.ts';
import { useFormat } from '../../lib/use-format.ts';
import { usePersonName } from '../../lib/use-person-name.ts';
import { Banner, Button, Card, DateText, ErrorLine, Facts, LineTable, StatePill } from '../../ui/index.ts';

type Restored = OutputOf<'outlet.restored'>;

/** After a restore: what happened, what waits to be sent, what the platforms know already, and the word to go on. */
export function RestoredCard() {
  const t = useWords('outlet');
  const { data } = useQuery('outlet.restored', {}, { tables: ['meta', 'outbox'] });
  if (!data || (data.restoredAt === null && data.failed === null)) return null;
  return (
    <Card title={t('restored.title')}>
      {data.failed ? (
        <Banner
          tone="amber"
          text={t('restored.failed', {
            copy: data.failed.copy,
            why: faultText(new ApiFault(data.failed.code, { entity: 'copy', id: data.failed.copy })),
          })}
        />
      ) : null}
      {data.restoredAt === null ? null : <Story data={data} />}
      {data.halted ? <Review data={data} /> : null}
    </Card>
  );
}

function Story({ data }: { data: Restored }) {
  const t = useWords('outlet');
  const f = useFormat();
  const personName = usePersonName();
  const copyKind = useCopyKind();
  const when = (ms: number | null) => (ms === null ? '' : f.date(ms, 'always'));
  return (
    <Facts
      items={[
        { label: t('restored.at'), value: when(data.restoredAt) },
        { label: t('restored.who'), value: personName(data.staffName) },
        { label: t('restored.copy'), value: <span title={data.copy ?? ''}>{copyKind(data.copy)}</span> },
        { label: t('restore.asOf'), value: when(data.asOf) },
        { label: t('restored.replayed'), value: data.replayed > 0 ? data.replayed : null },
        {
          label: t('restored.kept'),
          value:
            data.replaced === null ? null : (
              <span title={`replaced/${data.replaced}`}>{t('restored.keptWhole')}</span>
            ),
        },
      ]}
    />
  );
}

function Review({ data }: { data: Restored }) {
  const t = useWords('outlet');
  const tp = useWords('platforms');
  const mayDecide = useCan('outbox.retry') !== null;
  const waiting = useQuery('platforms.messages', { state: 'waiting' }, { tables: ['outbox', 'meta'] });
  const byHand = useCommand('platforms.doneByHand');
  const withdraw = useCommand('platforms.withdrawMessage');
  const resume = useCommand('outlet.resumeSending');
  const rows = waiting.data?.messages ?? [];
  const more = (waiting.data?.total ?? 0) - rows.length;
  return (
    <div className="restored-review">
      <Banner
        tone="amber"
        text={t('restored.halted')}
        action={
          <Button variant="primary" hotkey="G" pending={resume.pending} onPress={() => void resume.run({})}>
            {t('restored.resume')}
          </Button>
        }
      />
      <ErrorLine text={resume.faultText ?? byHand.faultText ?? withdraw.faultText} />
      <h3>{t('restored.waiting', { n: waiting.data?.total ?? rows.length })}</h3>
      {rows.length === 0 ? (
        <p className="muted">{t('restored.waitingNone')}</p>
      ) : (
        <LineTable
          label={t('restored.waiting', { n: rows.length })}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'order',
              header: t('restored.order'),
              cell: (row) => row.workOrderNumber ?? row.upstreamId,
            },
            { id: 'step', header: tp('column.step'), cell: (row) => tp(`step.${row.step}`) },
            {
              id: 'at',
              header: t('copies.at'),
              cell: (row) => <DateText atMs={row.createdAt} time="always" />,
            },
            {
              id: 'do',
              header: t('restored.decide'),
              cell: (row) =>
                mayDecide ? (
                  <span className="row">
                    <Button
                      size="small"
                      onPress={() => void byHand.run({ id: row.id, version: row.version })}
                    >
                      {t('restored.told')}
                    </Button>
                    <Button
                      size="small"
                      variant="quiet"
                      onPress={() => void withdraw.run({ id: row.id, version: row.version })}
                    >
                      {tp('action.withdraw')}
                    </Button>
                  </span>
                ) : null,
            },
          ]}
        />
      )}
      {more > 0 ? <p className="muted">{t('restored.more', { n: more })}</p> : null}
      <h3>{t('restored.since')}</h3>
      <Since rows={data.since} />
    </div>
  );
}

function Since({ rows }: { rows: Restored['since'] }) {
  const t = useWords('outlet');
  const tp = useWords('platforms');
  if (rows === null) return <p>{t('restored.sinceUnknown')}</p>;
  if (rows.length === 0) return <p className="muted">{t('restored.sinceNone')}</p>;
  return (
    <>
      <p className="muted">{t('restored.sinceText')}</p>
      <LineTable
        label={t('restored.since')}
        rows={rows}
        rowKey={(row) => `${row.upstreamId} ${row.step} ${row.at}`}
        columns={[
          { id: 'order', header: t('restored.order'), cell: (row) => row.number ?? row.upstreamId },
          { id: 'step', header: tp('column.step'), cell: (row) => tp(`step.${row.step}`) },
          { id: 'at', header: t('copies.at'), cell: (row) => <DateText atMs={row.at} time="always" /> },
          {
            id: 'was',
            header: t('restored.was'),
            cell: (row) => (
              <StatePill
                tone={row.was === 'told' ? 'green' : 'amber'}
                label={t(`restored.${row.was === 'told' ? 'wasTold' : 'wasOpen'}`)}
              />
            ),
          },
        ]}
      />
    </>
  );
}
