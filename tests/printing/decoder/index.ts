import { findNpos } from './npos.ts';
import { standBy } from './stand-by.ts';
import type { Decoder } from './tokens.ts';

const npos = findNpos();

/** Every decoder at hand; each test of a stream runs with each of them. */
export const decoders: Decoder[] = npos === null ? [standBy] : [npos, standBy];
