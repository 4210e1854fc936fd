import { useNavigate } from 'react-router';
import { useWords } from '../i18n/index.ts';
import { useQuery } from '../lib/query.tsx';
import { useFormat } from '../lib/use-format.ts';
import { Button } from '../ui/button.tsx';
import { Banner } from '../ui/screen.tsx';
import { useCan } from './session.tsx';

/** After a restore, on every screen until somebody has looked: nothing goes out to the platforms. */
export function HaltBanner() {
  const t = useWords();
  const f = useFormat();
  const navigate = useNavigate();
  const mayDecide = useCan('backup.run') !== null;
  const { data } = useQuery('outlet.halt', {}, { tables: ['meta'] });
  if (!data?.halted) return null;
  const asOf = data.asOf ?? data.restoredAt;
  return (
    <Banner
      tone="amber"
      text={t('halt.banner', { when: asOf === null ? '' : f.date(asOf, 'always') })}
      action={
        mayDecide ? (
          <Button size="small" onPress={() => void navigate('/settings?view=backups')}>
            {t('halt.review')}
          </Button>
        ) : null
      }
    />
  );
}
