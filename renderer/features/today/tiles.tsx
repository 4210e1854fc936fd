import { useNavigate } from 'react-router';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Kbd, type Shape, Stat, StatePill, type Tone } from '../../ui/index.ts';
import { type Tile, yuan } from './types.ts';

const paths: Record<string, string> = {
  intake: '/review',
  hold_part: '/orders?view=holds',
  differences: '/money',
  old_parts: '/parts',
  late: '/orders?view=all',
};
const pathOf = (code: string) => paths[code] ?? `/orders?view=${code}`;

const looks: Record<string, { tone: Tone; shape: Shape }> = {
  intake: { tone: 'violet', shape: 'diamond' },
  dispatch: { tone: 'amber', shape: 'ring' },
  acceptance: { tone: 'blue', shape: 'quarter' },
  appointment: { tone: 'blue', shape: 'half' },
  hold_part: { tone: 'amber', shape: 'pause' },
  slip_return: { tone: 'blue', shape: 'back' },
  audit: { tone: 'green', shape: 'check' },
  differences: { tone: 'amber', shape: 'warn' },
  old_parts: { tone: 'amber', shape: 'back' },
};

/** Queues with their numbers; keys 1–9 open them. Red only where something is late. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  const t = useWords('today');
  const f = useFormat();
  const navigate = useNavigate();
  const shown = tiles.slice(0, 9);
  useKeys(
    shown.map((tile, index) => ({
      keys: String(index + 1),
      label: t(`tile.${tile.code}`),
      run: () => void navigate(pathOf(tile.code)),
    })),
  );
  // Every queue counts, also those without a tile of their own (visits), and late old parts.
  const mayRead = useCan('orders.read') !== null;
  const queues = useQuery('orders.queues', {}, { enabled: mayRead, keep: true }).data?.queues ?? [];
  const late = [...queues, ...tiles.filter((tile) => tile.code === 'old_parts')];
  const lateCount = late.reduce((sum, row) => sum + row.late, 0);
  const lateFen = late.reduce((sum, row) => sum + row.riskFen, 0);
  const money = (fen: number) => yuan(f.money(fen));
  const textOf = (tile: Tile): string => {
    const late =
      tile.late === 0
        ? null
        : tile.code === 'old_parts'
          ? t('lateParts', { n: tile.late, amount: money(tile.riskFen) })
          : tile.riskFen > 0
            ? t('lateRisk', { n: tile.late, amount: money(tile.riskFen) })
            : t('lateOnly', { n: tile.late });
    const note = tile.note
      ? t(`note.${tile.note.code}`, {
          ...tile.note.params,
          amount: money(tile.note.params.amountFen ?? 0),
        })
      : null;
    if (tile.count === 0) return t('none');
    if (late !== null) return late;
    if (note !== null) return note;
    return tile.nextDueAt === null ? t('calm') : t('nextDue', { left: f.deadline(tile.nextDueAt) });
  };
  return (
    <section className="today-tiles" aria-label={t('now')}>
      <h2>{t('now')}</h2>
      <div className="today-grid" data-count={shown.length}>
        {shown.map((tile, index) => {
          const look = looks[tile.code] ?? { tone: 'grey' as const, shape: 'dash' as const };
          return (
            <Stat
              key={tile.code}
              head={
                <StatePill
                  tone={tile.late > 0 ? 'red' : tile.count === 0 ? 'grey' : look.tone}
                  shape={look.shape}
                  label={t(`tile.${tile.code}`)}
                />
              }
              corner={<Kbd keys={String(index + 1)} />}
              number={f.count(tile.count)}
              text={<span title={textOf(tile)}>{textOf(tile)}</span>}
              label={`${t(`tile.${tile.code}`)} ${tile.count}. ${textOf(tile)}`}
              onPress={() => void navigate(pathOf(tile.code))}
            />
          );
        })}
        {shown.length === 9 ? (
          <Stat
            head={<StatePill tone={lateCount > 0 ? 'red' : 'grey'} shape="warn" label={t('lateAll')} />}
            number={f.count(lateCount)}
            text={lateCount > 0 ? t('lateAllText', { amount: money(lateFen) }) : t('calm')}
            label={`${t('lateAll')} ${lateCount}`}
            onPress={() => void navigate(pathOf('late'))}
          />
        ) : null}
      </div>
    </section>
  );
}
