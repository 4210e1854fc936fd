import type { OutputOf } from '../../../preload/contract/index.ts';
import { useQuery } from '../../lib/query.tsx';

export type Choices = OutputOf<'search.choices'>;

const none: Choices = {
  reasons: [],
  slots: [],
  items: [],
  connections: [],
  payers: [],
  brands: [],
  teams: [],
  subShops: [],
  people: [],
  staff: [],
  divisions: [],
  serviceTypes: [],
};

/** What pickers offer; read once per window and renewed by the change feed. */
export function useChoices(): Choices {
  return useQuery('search.choices', {}, { keep: true }).data ?? none;
}
