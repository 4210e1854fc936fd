import { useNavigate } from 'react-router';
import { useWords } from '../../../i18n/index.ts';
import { Segments } from '../../../ui/index.ts';

/** Pages of the tab 旧件, in the order a piece passes them. */
export const oldPages = ['list', 'boxes', 'payers', 'dead', 'exchanges'] as const;
export type OldPage = (typeof oldPages)[number];

export function OldPages({ page }: { page: OldPage }) {
  const t = useWords('oldparts');
  const navigate = useNavigate();
  return (
    <Segments
      label={t('pages')}
      value={page}
      onChange={(id) => void navigate(id === 'list' ? '/parts/old' : `/parts/old/${id}`)}
      tabs={oldPages.map((id) => ({ id, label: t(`page.${id}`) }))}
    />
  );
}
