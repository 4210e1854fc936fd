import { useMemo } from 'react';
import { featureLoader, type FeatureDef, features } from './features.ts';
import { useSession } from './session.tsx';

/** Rooms this person sees: built, not hidden by the outlet, permitted by a role. */
export function useFrameFeatures(): readonly FeatureDef[] {
  const me = useSession();
  return useMemo(
    () =>
      features.filter(
        (feature) =>
          featureLoader(feature.id) !== null &&
          me.features[feature.id] !== false &&
          (!feature.permission || Boolean(me.staff?.permissions[feature.permission])),
      ),
    [me],
  );
}
