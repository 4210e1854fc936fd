import { useWords } from '../../i18n/index.ts';
import { StatePill } from '../../ui/index.ts';
import { soonDays } from './shapes.ts';

/** How long a certificate or card lasts: quiet while long, amber in the last month, red when it has ended. */
export function DaysLeft({ days, ofCertificate = false }: { days: number | null; ofCertificate?: boolean }) {
  const t = useWords('staff');
  if (days === null) return <span className="faint">{t('noEnd')}</span>;
  if (days < 0) return <StatePill label={t('ended', { n: -days })} tone="red" shape="warn" />;
  if (days <= soonDays) {
    const label = t(ofCertificate ? 'certificateLeft' : 'daysLeft', { n: days });
    return <StatePill label={label} tone="amber" shape="warn" />;
  }
  return <span className="muted">{t('daysLeft', { n: days })}</span>;
}
