import { z } from 'zod';
import { permissions } from '../../domain/access/permissions.ts';
import { command, field, query, type AnyChannel } from './define.ts';
import { rowDone, target } from './shapes.ts';

const grants = z.array(
  z.object({
    permission: z.enum(permissions.map((one) => one.code)),
    scope: z.enum(['own', 'team', 'all']),
  }),
);

/** Roles as rows of the outlet: what each may do, and for whose things. */
export const staffRoles = {
  'staff.roles': query({
    input: z.object({}).strict(),
    output: z.object({
      roles: z.array(
        z.object({
          id: z.string(),
          version: z.int(),
          nameZh: z.string(),
          nameEn: z.string(),
          /** Came with the program; it can be renamed and changed, not removed. */
          builtin: z.boolean(),
          /** People who hold it and work here. */
          people: z.array(z.object({ id: z.string(), name: z.string(), nameEn: z.string() })),
          grants: z.array(z.object({ permission: z.string(), scope: z.enum(['own', 'team', 'all']) })),
        }),
      ),
    }),
    permission: 'roles.write',
  }),
  /**
   * A new role (`id` null) or what it may do from now on: open sessions follow at once. Faults: `staff_last_manager`,
   * `staff_lock_out` when the one who saves would no longer be allowed to.
   */
  'staff.saveRole': command({
    input: z
      .object({
        id: field.id().nullable().default(null),
        version: field.version().nullable().default(null),
        nameZh: z.string().trim().min(1).max(40),
        nameEn: z.string().trim().max(60).default(''),
        grants: grants.max(200),
      })
      .strict(),
    output: rowDone,
    permission: 'roles.write',
  }),
  /** Only a role of the outlet's own that nobody holds. Fault: `staff_role_held` {count}. */
  'staff.removeRole': command({
    input: z.object(target).strict(),
    output: z.object({ id: z.string() }),
    permission: 'roles.write',
  }),
} as const satisfies Record<string, AnyChannel>;
