import { countText } from '../lib/format.ts';
import type { Tone } from './state-pill.tsx';

/** A small count. Zero shows nothing unless `zero`. */
export function Badge({
  count,
  tone = 'grey',
  zero = false,
}: {
  count: number;
  tone?: Tone;
  zero?: boolean;
}) {
  if (count === 0 && !zero) return null;
  return (
    <span className="ui-badge" data-tone={tone}>
      {count > 9999 ? '9999+' : countText(count)}
    </span>
  );
}

/** Green, amber or red light; also told apart by its form (round, square, diamond). */
export function Light({ light }: { light: 'green' | 'amber' | 'red' | 'grey' }) {
  return <span className="ui-light" data-light={light} aria-hidden="true" />;
}

/** Share of a whole, 0–100 and above; the number belongs beside it in words. */
export function Meter({ percent, label }: { percent: number; label: string }) {
  const level = percent > 100 ? 'over' : percent > 85 ? 'high' : 'normal';
  return (
    <span
      className="ui-meter"
      data-level={level}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(100, Math.round(percent))}
    >
      <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
    </span>
  );
}

/** Last character of a Chinese name, first letter of another. */
export function Avatar({ name }: { name: string }) {
  const sign = /[\u4e00-\u9fff]/.test(name) ? name.slice(-1) : name.slice(0, 1).toUpperCase();
  return (
    <span className="ui-avatar" aria-hidden="true">
      {sign}
    </span>
  );
}
