import { useMemo } from 'react';
import { usePersonName } from '../../lib/use-person-name.ts';
import type { Option } from '../../ui/index.ts';
import { useChoices } from './choices.ts';

/** Our people to choose from, in the reader's language; found by the name as it is written here and its initials. */
export function usePeopleOptions(): readonly Option[] {
  const { people } = useChoices();
  const person = usePersonName();
  return useMemo(
    () =>
      people.map((one) => ({
        id: one.id,
        label: person(one.name),
        keys: `${one.name} ${one.initials}`,
      })),
    [people, person],
  );
}
