import { useEffect, useState } from 'react';

/** The value once it has rested a moment: holding a key down must not ask the host for every step on the way. */
export function useRested<T>(value: T, ms = 120): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
