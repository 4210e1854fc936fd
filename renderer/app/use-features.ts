import { useMemo } from 'react';
import { type FeatureDef, features } from './features.ts';
import { useSession } from './session.tsx';

/** Rooms this person sees: not hidden by the outlet, permitted by a role. */
export function useFrameFeatures(): readonly FeatureDef[] {
  const me = useSession();
  return useMemo(
    () =>
      features.filter(
        (feature) =>
          me.features[feature.id] !== false &&
          (!feature.permission || Boolean(me.staff?.permissions[feature.permission])),
      ),
    [me],
  );
}
