import type { ChildWork } from './kind.ts';

/** What child processes can do, by name. Loaded in the child only, so heavy libraries stay out of the host. */
export const childWorks: Readonly<Record<string, () => Promise<ChildWork>>> = {
  'store.check': async () => (await import('./store-check.ts')).checkStorePages,
};
