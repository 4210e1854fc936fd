import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { useFormat } from '../../../lib/use-format.ts';
import { Button, Card, ErrorLine, LineTable } from '../../../ui/index.ts';
import { type Terms, termsTables } from './shapes.ts';

/** What saving would do to orders at work, reckoned while the form is filled. */
export function EffectCard(props: { payerId: string; fromDay: string; terms: Terms }) {
  const t = useWords('terms');
  const f = useFormat();
  const go = useNavigate();
  const { data, faultText, refreshing } = useQuery('clock.tryTerms', props, {
    keep: true,
    tables: termsTables,
  });
  const moves =
    data === undefined
      ? []
      : (['earlier', 'later', 'stopped', 'started', 'late'] as const).filter((id) => data[id] > 0);
  const when = (at: number | null) => (at === null ? t('never') : f.date(at, 'always'));
  return (
    <Card title={t('effect')}>
      <ErrorLine text={faultText} />
      <div role="status" aria-busy={refreshing}>
        {data === undefined ? (
          <p className="muted">{t('reckoning')}</p>
        ) : (
          <>
            <p>
              {data.openOrders === 0
                ? t('effectFew')
                : moves.length === 0
                  ? t('effectNone', { n: data.openOrders })
                  : t('effectText', { n: data.openOrders })}
            </p>
            {data.reckoned < data.openOrders ? (
              <p className="muted">{t('effectPart', { n: data.reckoned })}</p>
            ) : null}
            {moves.length === 0 ? null : (
              <ul className="terms-moves">
                {moves.map((id) => (
                  <li key={id} data-late={id === 'late' || undefined}>
                    {t(id, { n: data[id] })}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      {data === undefined || data.examples.length === 0 ? null : (
        <LineTable
          label={t('effect')}
          rows={data.examples}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'order',
              header: t('order'),
              cell: (row) => (
                <Button size="small" variant="quiet" onPress={() => void go(`/orders/${row.id}`)}>
                  {row.number}
                </Button>
              ),
            },
            { id: 'before', header: t('before'), cell: (row) => when(row.beforeAt) },
            { id: 'after', header: t('after'), cell: (row) => when(row.afterAt) },
          ]}
        />
      )}
    </Card>
  );
}
