import { z } from 'zod';
import { knownUpstreamStatuses } from '../../../domain/orders/canonical.ts';
import type { SettingField } from '../adapter.ts';

/**
 * The current status words are not published; these are the numbers of the older write-back interface.
 * Whatever is missing here reaches a person as `unknown` with the raw word, and is added to the map.
 */
export const defaultStatusMap: Record<string, (typeof knownUpstreamStatuses)[number]> = {
  '-1': 'open',
  '0': 'open',
  '1': 'open',
  '2': 'open',
  '3': 'accepted',
  '4': 'booked',
  '5': 'finished',
  '9': 'settled',
  '10': 'refused',
  '11': 'refused',
  '12': 'cancelled',
  '13': 'on_hold',
  '19': 'cancelled',
};

/** Connection settings of the Tmall service centre through the Taobao Open Platform (TOP). */
export const tmallSettings = z.object({
  gatewayAddress: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .default('https://gw.api.taobao.com/router/rest'),
  appKey: z.string().min(1).max(100),
  appSecret: z.string().min(1).max(300),
  /** Access token of the authorised service provider. */
  session: z.string().min(1).max(300),
  signMethod: z.enum(['md5', 'hmac', 'hmac-sha256']).default('md5'),
  simplify: z.boolean().default(true),
  /** Ask the variant that hides names and phones. */
  maskedQuery: z.boolean().default(false),
  /** Only for the masked variant. */
  requestSourceType: z.int().default(2),
  serviceStoreId: z.string().max(40).default(''),
  /** The platform refuses more than 15. */
  windowMinutes: z.int().min(1).max(15).default(15),
  /** Each window starts this much before the end of the last: late cards of the platform's own queue. */
  overlapMinutes: z.int().min(0).max(10).default(2),
  /** Cards younger than this are left to the next round: they may not be visible to every server yet. */
  settleSeconds: z.int().min(0).max(600).default(30),
  /** How far back the very first pull goes. */
  lookbackHours: z
    .int()
    .min(1)
    .max(24 * 90)
    .default(48),
  pageSize: z.int().min(1).max(200).default(50),
  timeoutMs: z.int().min(1_000).max(120_000).default(20_000),
  timeUnit: z.enum(['auto', 'ms', 's']).default('auto'),
  amountUnit: z.enum(['fen', 'yuan']).default('fen'),
  statusMap: z.record(z.string(), z.enum(knownUpstreamStatuses)).default(defaultStatusMap),
  /** service_code (or biz_code) → our service type word. */
  serviceTypeMap: z.record(z.string(), z.string()).default({}),
  /** category_id → our category word; brand_id → our brand word. */
  categoryMap: z.record(z.string(), z.string()).default({}),
  brandMap: z.record(z.string(), z.string()).default({}),
  /** Our hold and failure reasons → the platform's fail_code. */
  failCodeMap: z.record(z.string(), z.string()).default({}),
  defaultFailCode: z.string().max(20).default('1'),
  /** For code.consume. */
  operatorNick: z.string().max(100).default(''),
  shopId: z.string().max(40).default(''),
  /** assignworker and reserve `type`: 2 service provider, 3 outlet. */
  assignType: z.enum(['2', '3']).default('2'),
  /** Which parties of a settlement row are us. */
  ourRoles: z.array(z.string()).default(['TP', 'STORE']),
});

export type TmallSettings = z.infer<typeof tmallSettings>;

export const tmallFields: readonly SettingField[] = [
  { name: 'gatewayAddress', kind: 'address' },
  { name: 'appKey', kind: 'text' },
  { name: 'appSecret', kind: 'secret' },
  { name: 'session', kind: 'secret' },
  { name: 'signMethod', kind: 'choice', choices: ['md5', 'hmac', 'hmac-sha256'] },
  { name: 'simplify', kind: 'switch', unsure: true },
  { name: 'maskedQuery', kind: 'switch' },
  { name: 'requestSourceType', kind: 'number', unsure: true },
  { name: 'serviceStoreId', kind: 'text' },
  { name: 'windowMinutes', kind: 'number' },
  { name: 'overlapMinutes', kind: 'number' },
  { name: 'settleSeconds', kind: 'number' },
  { name: 'lookbackHours', kind: 'number' },
  { name: 'pageSize', kind: 'number', unsure: true },
  { name: 'timeoutMs', kind: 'number' },
  { name: 'timeUnit', kind: 'choice', choices: ['auto', 'ms', 's'], unsure: true },
  { name: 'amountUnit', kind: 'choice', choices: ['fen', 'yuan'], unsure: true },
  { name: 'statusMap', kind: 'map', unsure: true },
  { name: 'serviceTypeMap', kind: 'map', unsure: true },
  { name: 'categoryMap', kind: 'map' },
  { name: 'brandMap', kind: 'map' },
  { name: 'failCodeMap', kind: 'map', unsure: true },
  { name: 'defaultFailCode', kind: 'text', unsure: true },
  { name: 'operatorNick', kind: 'text' },
  { name: 'shopId', kind: 'text' },
  { name: 'assignType', kind: 'choice', choices: ['2', '3'] },
];
