import type { CountState as State } from '../../../../domain/stock/count.ts';
import { useWords } from '../../../i18n/index.ts';
import { type Shape, StatePill, type Tone } from '../../../ui/index.ts';

const looks: Record<State, { tone: Tone; shape: Shape }> = {
  open: { tone: 'blue', shape: 'quarter' },
  recount: { tone: 'blue', shape: 'half' },
  review: { tone: 'amber', shape: 'three' },
  approved: { tone: 'amber', shape: 'full' },
  posted: { tone: 'green', shape: 'check' },
  undone: { tone: 'grey', shape: 'back' },
  cancelled: { tone: 'grey', shape: 'slash' },
};

export function CountState({ state }: { state: State }) {
  const t = useWords('stocktake');
  return <StatePill {...looks[state]} label={t(`state.${state}`)} />;
}
