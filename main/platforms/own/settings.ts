import { z } from 'zod';
import type { SettingField } from '../adapter.ts';

/** Connection settings of the outlet's own protocol. Secrets are sealed by the store, never logged. */
export const ownSettings = z.object({
  /** With or without a path, e.g. `https://orders.example.com/outlet`; `/v1/…` is put behind it. */
  baseAddress: z.url({ protocol: /^https?$/ }).max(300),
  /** Names our key pair to the platform. */
  keyId: z.string().min(1).max(100),
  secret: z.string().min(1).max(300),
  pageSize: z.int().min(1).max(200).default(100),
  timeoutMs: z.int().min(1_000).max(120_000).default(20_000),
  /** How the platform writes times; `auto` tells seconds, milliseconds and text apart. */
  timeUnit: z.enum(['auto', 'ms', 's']).default('auto'),
});

export type OwnSettings = z.infer<typeof ownSettings>;

export const ownFields: readonly SettingField[] = [
  { name: 'baseAddress', kind: 'address' },
  { name: 'keyId', kind: 'text' },
  { name: 'secret', kind: 'secret' },
  { name: 'pageSize', kind: 'number' },
  { name: 'timeoutMs', kind: 'number' },
  { name: 'timeUnit', kind: 'choice', choices: ['auto', 'ms', 's'] },
];
