import { useCallback } from 'react';
import { useWords } from '../i18n/index.ts';

/** A unit in the reader's language, as a symbol (no plural); an outlet's own word stays as it is. */
export function useUnits(): (unit: string) => string {
  const t = useWords('units');
  return useCallback((unit) => (unit === '' ? '' : t(unit, { defaultValue: unit })), [t]);
}
