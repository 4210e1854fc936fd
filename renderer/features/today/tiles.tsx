import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/index.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useKeys } from '../../lib/use-keys.ts';
import { Kbd, type Shape, Stat, StatePill, type Tone } from '../../ui/index.ts';
import { digits, keyOf, placeOf } from './places.ts';
import { type Tile, yuan } from './types.ts';

const looks: Record<string, { tone: Tone; shape: Shape }> = {
  intake: { tone: 'violet', shape: 'diamond' },
  calls_due: { tone: 'blue', shape: 'ring' },
  dispatch: { tone: 'amber', shape: 'ring' },
  acceptance: { tone: 'blue', shape: 'quarter' },
  appointment: { tone: 'blue', shape: 'half' },
  hold_part: { tone: 'amber', shape: 'pause' },
  slip_return: { tone: 'blue', shape: 'back' },
  audit: { tone: 'green', shape: 'check' },
  differences: { tone: 'amber', shape: 'warn' },
  old_parts: { tone: 'amber', shape: 'back' },
  requests: { tone: 'blue', shape: 'ring' },
  settlement: { tone: 'green', shape: 'half' },
  cash: { tone: 'amber', shape: 'ring' },
};
/** Red where somebody waits beyond the time, or nothing moves until a person looks. */
const pressing = ['accept_late', 'urged', 'dead_letters', 'told'];

/** The word of a tile; reasons of a hold have theirs among the queues. */
export const useTileWord = () => {
  const t = useWords('today');
  return (code: string) => (code.startsWith('hold_') ? t(`life:queue.${code}`) : t(`tile.${code}`));
};

/** Queues with their numbers: nine large ones with digits, the others in a row with letters, late ones in red. */
export function Tiles({ tiles, late }: { tiles: readonly Tile[]; late: number }) {
  const t = useWords('today');
  const f = useFormat();
  const word = useTileWord();
  const navigate = useNavigate();
  const go = (code: string) => void navigate(placeOf(code));
  const shown = tiles.slice(0, digits);
  const rest = tiles.slice(digits);
  useKeys([
    ...tiles.map((tile, at) => ({
      keys: keyOf(tile.code, at),
      label: word(tile.code),
      run: () => go(tile.code),
    })),
    { keys: '0', label: t('lateAll'), run: () => go('late') },
  ]);
  const money = (fen: number) => yuan(f.money(fen));
  const lateFen = tiles.reduce((sum, tile) => sum + tile.riskFen, 0);
  return (
    <section className="today-tiles" aria-label={t('now')}>
      <h2>{t('now')}</h2>
      <div className="today-grid" data-count={shown.length}>
        {shown.map((tile, at) => {
          const look = looks[tile.code] ?? { tone: 'grey' as const, shape: 'dash' as const };
          const text = tileText(t, f, tile);
          return (
            <Stat
              key={tile.code}
              head={
                <StatePill
                  tone={tile.late > 0 ? 'red' : tile.count === 0 ? 'grey' : look.tone}
                  shape={look.shape}
                  label={word(tile.code)}
                />
              }
              corner={<Kbd keys={keyOf(tile.code, at)} />}
              number={f.count(tile.count)}
              text={<span title={text}>{text}</span>}
              label={`${word(tile.code)} ${tile.count}. ${text}`}
              onPress={() => go(tile.code)}
            />
          );
        })}
        {shown.length === digits ? (
          <Stat
            head={<StatePill tone={late > 0 ? 'red' : 'grey'} shape="warn" label={t('lateAll')} />}
            corner={<Kbd keys="0" />}
            number={f.count(late)}
            text={late > 0 ? t('lateAllText', { amount: money(lateFen) }) : t('calm')}
            label={`${t('lateAll')} ${late}`}
            onPress={() => go('late')}
          />
        ) : null}
      </div>
      <div className="today-rest">
        {rest
          .filter((tile) => tile.count > 0)
          .map((tile) => {
            const note = tile.note === null ? '' : tileText(t, f, tile);
            return (
              <button
                key={tile.code}
                type="button"
                className="today-chip"
                data-late={tile.late > 0 || pressing.includes(tile.code) || undefined}
                title={note || undefined}
                onClick={() => go(tile.code)}
              >
                <span>{word(tile.code)}</span>
                <strong className="num">{f.count(tile.count)}</strong>
                {note ? <span className="muted truncate">{note}</span> : null}
                <Kbd keys={keyOf(tile.code, tiles.indexOf(tile))} />
              </button>
            );
          })}
        {rest.length > 0 && rest.every((tile) => tile.count === 0) ? (
          <span className="muted">{t('restNone')}</span>
        ) : null}
      </div>
    </section>
  );
}

function tileText(t: ReturnType<typeof useWords>, f: ReturnType<typeof useFormat>, tile: Tile): string {
  const money = (fen: number) => yuan(f.money(fen));
  if (tile.count === 0) return t('none');
  if (tile.late > 0)
    return tile.code === 'old_parts'
      ? t('lateParts', { n: tile.late, amount: money(tile.riskFen) })
      : tile.riskFen > 0
        ? t('lateRisk', { n: tile.late, amount: money(tile.riskFen) })
        : t('lateOnly', { n: tile.late });
  if (tile.note?.code === 'evening') return eveningText(t, tile.note.params, money);
  if (tile.note !== null)
    return t(`note.${tile.note.code}`, {
      ...tile.note.params,
      amount: money(tile.note.params.amountFen ?? 0),
    });
  if (tile.nextDueAt !== null) return t('nextDue', { left: f.deadline(tile.nextDueAt) });
  return timeless.includes(tile.code) ? t('waits') : t('calm');
}

/** What people still owe the outlet this evening; what nobody owes is not named. */
function eveningText(
  t: ReturnType<typeof useWords>,
  { slips = 0, amountFen = 0, old = 0 }: Record<string, number>,
  money: (fen: number) => string,
): string {
  return [
    slips > 0 ? t('note.evening_slips', { slips }) : '',
    amountFen > 0 ? t('note.evening_cash', { amount: money(amountFen) }) : '',
    old > 0 ? t('note.evening_old', { old }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Work without a clock: nothing is late, nothing is «within its time». */
const timeless = ['calls_due', 'differences', 'old_parts', 'requests', 'cash', 'settlement'];
