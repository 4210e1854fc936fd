/**
 * Parts of the program an outlet may hide (H7). A switched-off part is hidden everywhere: its room, its links and tiles,
 * its commands in the palette, its fields inside other rooms; and the host refuses its commands. What was written stays.
 */
import type { Permission } from './permissions.ts';

/** Rooms; the code is the id of the room in the window. */
export const roomFeatures = [
  'review',
  'calls',
  'dispatch',
  'visits',
  'parts',
  'money',
  'customers',
  'staff',
  'reports',
  'paper',
  'platforms',
] as const;

/** Things inside rooms. */
export const partFeatures = [
  'sub_shops',
  'teams',
  'quotes',
  'vouchers',
  'watched_folder',
  'tags',
  'rank',
  'worker_accounts',
  'place_proof',
] as const;

export const featureCodes = [...roomFeatures, ...partFeatures] as const;
export type FeatureCode = (typeof featureCodes)[number];

/** Permissions that mean nothing without their room: nobody holds them while it is off. */
export const featurePermissions: Partial<Record<FeatureCode, readonly Permission[]>> = {
  visits: ['slips.key'],
  parts: [
    'stock.read',
    'stock.issue',
    'stock.issue_over_limit',
    'stock.receive',
    'stock.transfer',
    'stock.count',
    'stock.adjust',
    'parts.request',
    'parts.approve',
    'parts.edit',
    'old_parts.write',
  ],
  money: [
    'money.read',
    'fees.edit',
    'fees.waive',
    'statements.import',
    'statements.match',
    'cash.receive',
    'pay.read',
    'pay.write',
    'journal.write',
    'periods.close',
    'sheets.export',
  ],
  customers: ['customers.read', 'customers.edit', 'customers.erase'],
  staff: ['staff.read', 'staff.write', 'roles.write'],
  paper: ['print.run', 'printers.write'],
  platforms: ['platforms.read', 'platforms.write', 'outbox.retry', 'quarantine.solve'],
};

const featureOfPermission = new Map<string, FeatureCode>(
  Object.entries(featurePermissions).flatMap(([code, list]) =>
    list.map((permission) => [permission, code as FeatureCode] as const),
  ),
);

/** Commands that belong to a part although their permission does not. */
const featureOfCommand: Readonly<Record<string, FeatureCode>> = {
  'orders.claimCall': 'calls',
  'orders.messageDone': 'calls',
  'orders.correct': 'review',
  'dispatch.assignMany': 'dispatch',
  'orders.decideQuote': 'quotes',
  'orders.setTags': 'tags',
  'orders.setRank': 'rank',
  'visits.saveVoucher': 'vouchers',
  'visits.watchFolder': 'watched_folder',
  'visits.inboxAdd': 'watched_folder',
  'visits.inboxMark': 'watched_folder',
  'staff.setAccounts': 'worker_accounts',
};

/** What of an input belongs to a part: a filled `subShopId` is a hand-over to a sub-shop, and so on. */
const featureOfInput: readonly { feature: FeatureCode; asks: (input: Record<string, unknown>) => boolean }[] =
  [
    { feature: 'sub_shops', asks: (input) => typeof input.subShopId === 'string' },
    { feature: 'tags', asks: (input) => input.action === 'tag' },
    { feature: 'place_proof', asks: (input) => typeof input.placeWithinM === 'number' },
  ];

/** The parts a command needs. Pure; the order of answers is that of the lists above. */
export function featuresOf(command: { name: string; permission: string; input: unknown }): FeatureCode[] {
  const input = typeof command.input === 'object' && command.input !== null ? command.input : {};
  return [
    featureOfPermission.get(command.permission),
    featureOfCommand[command.name],
    ...featureOfInput.map(({ feature, asks }) =>
      asks(input as Record<string, unknown>) ? feature : undefined,
    ),
  ].filter((code) => code !== undefined);
}

/** Permissions as they count while these parts are off. */
export function withoutFeatures<T>(
  permissions: ReadonlyMap<string, T>,
  off: ReadonlySet<string>,
): Map<string, T> {
  return new Map(
    [...permissions].filter(([permission]) => !off.has(featureOfPermission.get(permission) ?? '')),
  );
}
