import { useCallback } from 'react';
import { useWords } from '../i18n/index.ts';

/** What a copy was made for; the file's own name holds a stamp in universal time and would be read as another hour. */
export function useCopyKind(): (name: string | null | undefined) => string {
  const t = useWords('outlet');
  return useCallback(
    (name) => {
      const kind = /^(hand|replaced)-/.exec(name ?? '')?.[1];
      return kind === undefined ? (name ?? '') : t(`copies.kind.${kind}`);
    },
    [t],
  );
}
