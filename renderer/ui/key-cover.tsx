import { type ReactNode, useContext } from 'react';
import { KeyDepth, useKeys } from '../lib/use-keys.ts';

function Hold() {
  useKeys([]);
  return null;
}

/** Around everything that lies over the screen: while mounted, keys of what is below rest. */
export function KeyCover({ children }: { children: ReactNode }) {
  const depth = Math.max(0, useContext(KeyDepth));
  return (
    <KeyDepth value={depth + 1}>
      <Hold />
      {children}
    </KeyDepth>
  );
}
