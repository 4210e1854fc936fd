import { createContext, type ReactNode, useCallback, useContext, useEffect } from 'react';
import type { FeatureCode } from '../../domain/access/features.ts';
import type { OutputOf } from '../../preload/contract/index.ts';
import { useQuery } from '../lib/query.tsx';
import { setZone } from '../lib/use-format.ts';

export type Me = OutputOf<'session.me'>;

const SessionContext = createContext<Me | null>(null);

/** Who sits here: asked once, renewed by login, lock and change of staff. */
export function useMe() {
  return useQuery(
    'session.me',
    {},
    { tables: ['staff', 'staff_role', 'role_permission', 'outlet', 'feature', 'setting'] },
  );
}

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  useEffect(() => {
    if (me.outlet) setZone(me.outlet.zone);
  }, [me.outlet]);
  return <SessionContext value={me}>{children}</SessionContext>;
}

/** The session of a logged-in desk. */
export function useSession(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('useSession outside the frame');
  return me;
}

/** The widest scope this person holds for a permission, or null: `const mayAssign = useCan('orders.assign')`. */
export function useCan(permission: string): 'own' | 'team' | 'all' | null {
  return useSession().staff?.permissions[permission] ?? null;
}

/** The same question for a permission known only at run time; none asked means yes. */
export function useCanAny(): (permission?: string) => boolean {
  const { staff } = useSession();
  return useCallback((permission) => !permission || Boolean(staff?.permissions[permission]), [staff]);
}

/** Whether the outlet uses a part of the program: `const tags = useFeature('tags')`. */
export function useFeature(code: FeatureCode): boolean {
  return useSession().features[code] !== false;
}
