/**
 * Permissions as data. A permission is an action word with the widest scope it can be granted for; a role
 * grants it for a scope. Nothing in the program asks for a role by name: it asks `grants(roles, permission)`.
 */

/** Whose things a grant reaches: one's own, those of one's team or sub-shop, or the whole outlet. */
export type Scope = 'own' | 'team' | 'all';

/** Narrow to wide. */
export const scopes: readonly Scope[] = ['own', 'team', 'all'];

/** Closed list. `scoped: false` means the action has no narrower form than the whole outlet. */
export const permissions = [
  // orders
  { code: 'orders.read', scoped: true },
  { code: 'orders.create', scoped: false },
  { code: 'orders.edit', scoped: true },
  { code: 'orders.review', scoped: false },
  { code: 'orders.hold', scoped: true },
  { code: 'orders.cancel', scoped: false },
  { code: 'orders.send_back', scoped: false },
  { code: 'orders.merge', scoped: false },
  { code: 'orders.audit', scoped: false },
  { code: 'orders.close', scoped: false },
  { code: 'orders.reopen', scoped: false },
  { code: 'orders.dispute', scoped: false },
  { code: 'orders.export', scoped: true },
  { code: 'calls.write', scoped: true },
  { code: 'notes.write', scoped: true },
  { code: 'urges.answer', scoped: true },
  // dispatch
  { code: 'orders.assign', scoped: true },
  { code: 'orders.assign_override', scoped: false },
  { code: 'orders.accept', scoped: true },
  { code: 'appointments.write', scoped: true },
  { code: 'shifts.write', scoped: true },
  // visits and verification
  { code: 'visits.write', scoped: true },
  { code: 'slips.key', scoped: false },
  { code: 'verification.write', scoped: true },
  { code: 'verification.waive', scoped: false },
  // parts
  { code: 'stock.read', scoped: true },
  { code: 'stock.issue', scoped: false },
  { code: 'stock.issue_over_limit', scoped: false },
  { code: 'stock.receive', scoped: false },
  { code: 'stock.transfer', scoped: true },
  { code: 'stock.count', scoped: false },
  { code: 'stock.adjust', scoped: false },
  { code: 'parts.request', scoped: true },
  { code: 'parts.approve', scoped: false },
  { code: 'parts.edit', scoped: false },
  { code: 'old_parts.write', scoped: true },
  // money
  { code: 'money.read', scoped: true },
  { code: 'fees.edit', scoped: false },
  { code: 'fees.waive', scoped: false },
  { code: 'statements.import', scoped: false },
  { code: 'statements.match', scoped: false },
  { code: 'cash.receive', scoped: false },
  { code: 'pay.read', scoped: true },
  { code: 'pay.write', scoped: false },
  { code: 'journal.write', scoped: false },
  { code: 'periods.close', scoped: false },
  { code: 'prices.read', scoped: false },
  { code: 'prices.write', scoped: false },
  { code: 'sheets.export', scoped: false },
  // paper
  { code: 'print.run', scoped: true },
  { code: 'printers.write', scoped: false },
  // people and house
  { code: 'customers.read', scoped: true },
  { code: 'customers.edit', scoped: false },
  { code: 'customers.erase', scoped: false },
  { code: 'personal.name', scoped: true },
  { code: 'personal.phone', scoped: true },
  { code: 'personal.address', scoped: true },
  { code: 'personal.id_number', scoped: false },
  { code: 'staff.read', scoped: true },
  { code: 'staff.write', scoped: false },
  { code: 'roles.write', scoped: false },
  { code: 'platforms.read', scoped: false },
  { code: 'platforms.write', scoped: false },
  { code: 'outbox.retry', scoped: false },
  { code: 'quarantine.solve', scoped: false },
  { code: 'settings.read', scoped: false },
  { code: 'settings.write', scoped: false },
  { code: 'audit.read', scoped: false },
  { code: 'jobs.run', scoped: false },
  { code: 'backup.run', scoped: false },
] as const;

export type Permission = (typeof permissions)[number]['code'];

/** What one role may do: permission → widest scope. A permission that is absent is not granted. */
export type Grants = Partial<Record<Permission, Scope>>;

export const permissionCodes: readonly Permission[] = permissions.map((row) => row.code);

export function isPermission(text: string): text is Permission {
  return (permissionCodes as readonly string[]).includes(text);
}

/** The wider of two scopes; null means "not at all". */
export function widerScope(a: Scope | null, b: Scope | null): Scope | null {
  if (a === null) return b;
  if (b === null) return a;
  return scopes.indexOf(a) >= scopes.indexOf(b) ? a : b;
}

/** The widest scope in which any of these roles grants the permission, or null. */
export function scopeOf(grants: readonly Grants[], permission: Permission): Scope | null {
  let widest: Scope | null = null;
  for (const grant of grants) widest = widerScope(widest, grant[permission] ?? null);
  return widest;
}

/** True if `scope` is at least as wide as `needed`. */
export function covers(scope: Scope | null, needed: Scope): boolean {
  return scope !== null && scopes.indexOf(scope) >= scopes.indexOf(needed);
}
