import { useWords } from '../i18n/index.ts';
import { type Shape, ShapeMark } from './shape.tsx';

export type Tone = 'blue' | 'amber' | 'green' | 'red' | 'violet' | 'grey';

export interface StatePillProps {
  label: string;
  tone?: Tone;
  /** Leave out for plain tags (年费, 保内); states always have one. */
  shape?: Shape;
}

/** A state: word first, shape second, colour third. Red only when a person must act now. */
export function StatePill({ label, tone = 'grey', shape }: StatePillProps) {
  return (
    <span className={shape ? 'ui-pill' : 'ui-pill ui-pill-plain'} data-tone={tone}>
      {shape ? <ShapeMark shape={shape} /> : null}
      {label}
    </span>
  );
}

/** How each state of a work order and of its other axes looks; words are in the catalogue `states`. */
const looks: Record<string, { tone: Tone; shape: Shape }> = {
  received: { tone: 'violet', shape: 'diamond' },
  in_review: { tone: 'violet', shape: 'diamond' },
  ready: { tone: 'amber', shape: 'ring' },
  dispatched: { tone: 'blue', shape: 'quarter' },
  accepted: { tone: 'blue', shape: 'half' },
  appointed: { tone: 'blue', shape: 'half' },
  departed: { tone: 'blue', shape: 'three' },
  arrived: { tone: 'blue', shape: 'three' },
  finished: { tone: 'green', shape: 'full' },
  verified: { tone: 'green', shape: 'check' },
  audited: { tone: 'green', shape: 'check' },
  settled: { tone: 'grey', shape: 'check' },
  closed: { tone: 'grey', shape: 'check' },
  on_hold: { tone: 'amber', shape: 'pause' },
  sent_back: { tone: 'grey', shape: 'back' },
  intercepted: { tone: 'red', shape: 'slash' },
  cancelled: { tone: 'grey', shape: 'cross' },
  rework: { tone: 'amber', shape: 'back' },
  disputed: { tone: 'amber', shape: 'warn' },
  returned_for_fix: { tone: 'red', shape: 'back' },
};

/** The pill of an order state: `<OrderState state="ready" />` → 待派单. */
export function OrderState({ state }: { state: string }) {
  const t = useWords('states');
  const look = looks[state] ?? { tone: 'grey' as const, shape: 'dash' as const };
  return <StatePill label={t(state)} tone={look.tone} shape={look.shape} />;
}
