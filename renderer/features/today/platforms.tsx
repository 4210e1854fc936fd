import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { nameOf } from '../../lib/names.ts';
import { useFormat } from '../../lib/use-format.ts';
import { Button, Card, Light } from '../../ui/index.ts';
import type { Today } from './types.ts';

type Platform = Today['platforms'][number];

/** Platforms that are not in use are counted, not listed. */
const shownAtMost = 6;

/** Each connection with its light, its age and what the counts say. */
export function Platforms({ today }: { today: Today }) {
  const t = useWords('today');
  const f = useFormat();
  const navigate = useNavigate();
  const used = today.platforms.filter((platform) => !platform.paused);
  const shown = (used.length > 0 ? used : today.platforms).slice(0, shownAtMost);
  const { waiting, dead } = today.outbox;
  return (
    <Card
      title={t('platforms')}
      aside={
        <Button size="small" variant="quiet" onPress={() => void navigate('/platforms')}>
          {t('action.open')}
        </Button>
      }
    >
      <ul className="today-platforms">
        {shown.map((platform) => (
          <li key={platform.id}>
            <Light light={platform.light} />
            <span className="truncate">{nameOf(platform, f.language)}</span>
            <span className="muted">
              {platform.lastOkAt === null
                ? platform.paused || platform.mode !== 'api'
                  ? ''
                  : t('never')
                : f.ago(platform.lastOkAt)}
            </span>
            <span className={platform.light === 'red' ? 'today-bad' : 'muted'}>
              <Says platform={platform} />
            </span>
          </li>
        ))}
      </ul>
      <p className="muted today-foot">
        {[
          t('outbox', { waiting }),
          dead > 0 ? t('outboxDead', { n: dead }) : '',
          today.lastBackupAt === null
            ? t('backupNone')
            : t('backup', { when: f.date(today.lastBackupAt, 'always') }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </Card>
  );
}

function Says({ platform }: { platform: Platform }) {
  const t = useWords('today');
  const f = useFormat();
  if (platform.paused) return <>{t('paused')}</>;
  if (platform.mode === 'file') return <>{t('byFile')}</>;
  if (platform.mode === 'manual') return <>{t('byHand')}</>;
  const when = platform.nextPullAt === null ? '' : f.time(platform.nextPullAt);
  if (platform.faultCode === 'platform_auth_failed') return <>{t('authFailed')}</>;
  if (platform.faultCode === 'platform_limited' && when) return <>{t('limited', { when })}</>;
  if (platform.faultCode !== null) return <>{t('failing')}</>;
  const { localTotal: here, upstreamTotal: there } = platform;
  if (here !== null && there !== null)
    return (
      <>
        {here === there
          ? t('counts', { here, there })
          : t('countsOff', { here, there, n: Math.abs(there - here) })}
      </>
    );
  return <>{when ? t('nextPull', { when }) : ''}</>;
}
