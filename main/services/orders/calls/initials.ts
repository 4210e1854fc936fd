import { pinyinKeys } from '../../../../db/pinyin.ts';
import { statement } from '../../../../db/queries/statements.ts';
import type { Handlers } from '../../context.ts';

/** Lists that are small and read as a whole by the pickers. */
const names = `SELECT name_zh FROM reason_code WHERE retired_at IS NULL UNION SELECT name_zh FROM service_item WHERE retired_at IS NULL
  UNION SELECT name_zh FROM brand UNION SELECT name_zh FROM payer UNION SELECT name FROM division`;

export const initialsHandlers = {
  'orders.initials': (ctx) => ({
    letters: Object.fromEntries(
      (statement(ctx.read, names).pluck().all() as string[]).map((name) => {
        const { initials, full } = pinyinKeys(name);
        return [name, `${initials} ${full}`];
      }),
    ),
  }),
} satisfies Handlers;
