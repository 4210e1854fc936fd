import { z } from 'zod';

/**
 * How a channel of the contract is described. The definition is data that both sides import: the window for
 * its types, the host to check, authorise and mask. JSON values only.
 */
export type Scope = 'own' | 'team' | 'all';

/** What a personal field shows when the reader may not see it whole. */
export type MaskKind = 'name' | 'phone' | 'address' | 'code' | 'text';

export interface ChannelOptions<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** Permission key of `domain/access`, or 'public' (before login) or 'anyone' (any logged-in person). */
  permission: string;
  /** Bytes of input JSON; default 64 kB. */
  maxBytes?: number;
  /** Calls per minute and desk; default 1200 for queries, 600 for commands. */
  perMinute?: number;
}

export interface Channel<K extends 'query' | 'command', I extends z.ZodType, O extends z.ZodType>
  extends ChannelOptions<I, O> {
  kind: K;
}

export type AnyChannel = Channel<'query' | 'command', z.ZodType, z.ZodType>;

/** A read. Answers come from reader handles; nothing is written, not even a counter. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  options: ChannelOptions<I, O>,
): Channel<'query', I, O> {
  return { kind: 'query', ...options };
}

/** A change. Carries a request id: the same id again returns the first answer. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  options: ChannelOptions<I, O>,
): Channel<'command', I, O> {
  return { kind: 'command', ...options };
}

/**
 * Marks on personal fields. The router masks every marked text once, at the output, unless the session holds the
 * permission that reveals it (`domain/access`: masks as data). Mark outputs, never inputs.
 */
export const personal = {
  name: () => z.string().meta({ mask: 'name' satisfies MaskKind }),
  phone: () => z.string().meta({ mask: 'phone' satisfies MaskKind }),
  address: () => z.string().meta({ mask: 'address' satisfies MaskKind }),
  code: () => z.string().meta({ mask: 'code' satisfies MaskKind }),
  text: () => z.string().meta({ mask: 'text' satisfies MaskKind }),
};

/** Field kinds shared by all areas; limits are the store's own. */
export const field = {
  id: () => z.string().min(1).max(64),
  text: (max = 200) => z.string().max(max),
  /** Integer fen, ± one hundred million yuan. */
  fen: () => z.int().min(-1e10).max(1e10),
  /** Integer thousandths of the base unit. */
  milli: () => z.int().min(-1e12).max(1e12),
  /** UTC ms between 2000 and 2100: a date outside is a wrong clock or a wrong unit. */
  instant: () => z.int().min(946684800000).max(4102444800000),
  /** Business day, outlet zone. */
  day: () => z.iso.date(),
  version: () => z.int().min(1),
  page: () => ({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
};

export type FaultAnswer = {
  ok: false;
  error: { code: string; params: Record<string, string | number | boolean | null> };
};
export type Answer<T = unknown> = { ok: true; value: T } | FaultAnswer;
