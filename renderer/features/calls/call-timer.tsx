import { useEffect, useRef, useState } from 'react';
import { Timer } from 'lucide-react';
import { useWords } from '../../i18n/index.ts';
import { nowMs } from '../../lib/clock.ts';
import { Button } from '../../ui/index.ts';

export interface CallClock {
  /** Seconds so far; null while nobody started it. */
  seconds: () => number | null;
  startedAt: number | null;
  stoppedAt: number | null;
  toggle: () => void;
  reset: () => void;
}

/** Times one call; starts again with every order. */
export function useCallClock(of: string | null): CallClock {
  const [span, setSpan] = useState<{ of: string | null; from: number | null; to: number | null }>({
    of,
    from: null,
    to: null,
  });
  const now = span.of === of ? span : { of, from: null, to: null };
  return {
    startedAt: now.from,
    stoppedAt: now.to,
    seconds: () =>
      now.from === null ? null : Math.max(0, Math.round(((now.to ?? nowMs()) - now.from) / 1000)),
    toggle: () =>
      setSpan(
        now.from === null
          ? { of, from: nowMs(), to: null }
          : { of, from: now.from, to: now.to === null ? nowMs() : null },
      ),
    reset: () => setSpan({ of, from: null, to: null }),
  };
}

const clockText = (seconds: number) =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;

/** The running seconds beside the key that starts and stops them. */
export function CallTimer({ clock }: { clock: CallClock }) {
  const t = useWords('calls');
  const [, tick] = useState(0);
  const running = clock.startedAt !== null && clock.stoppedAt === null;
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => {
    if (!running) return;
    timer.current = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer.current);
  }, [running]);
  return (
    <span className="row">
      <Button hotkey="Alt+C" icon={<Timer size={14} />} onPress={clock.toggle}>
        {t(running ? 'timerStop' : 'timer')}
      </Button>
      <span className="call-clock strong" role="timer">
        {clockText(clock.seconds() ?? 0)}
      </span>
    </span>
  );
}
