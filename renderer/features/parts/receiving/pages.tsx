import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { useQuery } from '../../../lib/query.tsx';
import { Tabs } from '../../../ui/index.ts';

/** The two pages of receiving: what is to come, and what came otherwise. */
export function PagesOfReceiving({ page }: { page: 'deliveries' | 'claims' }) {
  const t = useWords('receiving');
  const navigate = useNavigate();
  const { data } = useQuery('parts.claims', { limit: 1 }, { keep: true, tables: ['goods_claim'] });
  return (
    <Tabs
      label={t('pages.label')}
      value={page}
      onChange={(id) => void navigate(id === 'claims' ? '/parts/receiving/claims' : '/parts/receiving')}
      tabs={[
        { id: 'deliveries', label: t('pages.deliveries') },
        { id: 'claims', label: t('pages.claims'), count: data?.counts.open },
      ]}
    />
  );
}
