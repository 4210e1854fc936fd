import type { OutputOf } from '../../../../preload/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { StatePill, type Tone } from '../../../ui/index.ts';

type Custody = OutputOf<'parts.custody'>['rows'][number];

/** Days to the last day, or after it: red once somebody has to call. */
export function Left({ row }: { row: Pick<Custody, 'lateDays'> }) {
  const t = useWords('custody');
  const { lateDays } = row;
  if (lateDays === null) return <span className="faint">—</span>;
  if (lateDays > 0) return <span className="parts-low">{t('late', { count: lateDays })}</span>;
  if (lateDays === 0) return <span className="parts-soon">{t('today')}</span>;
  return <span className={lateDays >= -3 ? 'parts-soon' : undefined}>{t('left', { count: -lateDays })}</span>;
}

const tones: Record<Custody['state'], Tone> = {
  held: 'blue',
  in_repair: 'amber',
  ready: 'green',
  on_way: 'violet',
  handed_out: 'grey',
  scrapped: 'grey',
  lost: 'red',
};

export function CustodyPill({ state }: { state: Custody['state'] }) {
  const t = useWords('custody');
  const shape =
    state === 'lost'
      ? 'cross'
      : state === 'scrapped'
        ? 'slash'
        : state === 'ready' || state === 'handed_out'
          ? 'check'
          : 'half';
  return <StatePill tone={tones[state]} shape={shape} label={t(`state.${state}`)} />;
}
