import type { Handlers } from './context.ts';
import { handlers as blobs } from './blobs/index.ts';
import { handlers as clock } from './clock/index.ts';
import { handlers as customers } from './customers/index.ts';
import { handlers as dispatch } from './dispatch/index.ts';
import { handlers as jobs } from './jobs/index.ts';
import { handlers as money } from './money/index.ts';
import { handlers as orders } from './orders/index.ts';
import { handlers as outlet } from './outlet/index.ts';
import { handlers as paper } from './paper/index.ts';
import { handlers as parts } from './parts/index.ts';
import { handlers as platforms } from './platforms/index.ts';
import { handlers as search } from './search/index.ts';
import { handlers as session } from './session/index.ts';
import { handlers as staff } from './staff/index.ts';
import { handlers as sync } from './sync/index.ts';
import { handlers as today } from './today/index.ts';
import { handlers as visits } from './visits/index.ts';

/** Handlers of all areas. A channel without one is answered `unknown_channel`; a test counts them. */
export const handlers: Handlers = {
  ...session,
  ...outlet,
  ...staff,
  ...clock,
  ...platforms,
  ...sync,
  ...orders,
  ...customers,
  ...dispatch,
  ...visits,
  ...parts,
  ...paper,
  ...money,
  ...search,
  ...today,
  ...jobs,
  ...blobs,
};
