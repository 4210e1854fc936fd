import type { Outlet } from './outlet.ts';

/**
 * Starts what the host does by itself: loops over platforms, outbox and printers. Areas add theirs here as they come;
 * a host without any is whole.
 */
export async function startWork(_outlet: Outlet, _options: { demo: boolean }): Promise<void> {}
