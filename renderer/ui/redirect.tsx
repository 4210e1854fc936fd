import { useEffect } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router';

/**
 * Leads on to where a bare address means, as long as the person is still there: who pressed the key of another room while
 * this one was being drawn stays where that key led.
 */
export function Redirect({ to }: { to: string }) {
  const navigate = useNavigate();
  const here = useHref(useLocation());
  useEffect(() => {
    // The address a page is first opened with has no hash at all
    const now = window.location.hash || '#/';
    if (now === new URL(here, window.location.href).hash) void navigate(to, { replace: true });
  }, [here, to, navigate]);
  return null;
}
