import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { assertMayTouch } from '../orders/scope.ts';
import { putSetting } from '../outlet/settings.ts';
import { languagesOf } from './build/common.ts';
import { ownerOfHolder } from './build/money/owners.ts';

const languageKey = 'paper_language';
const mostRows = 50;

type Paper = OutputOf<'paper.moneyOf'>['papers'][number];

export const houseHandlers = {
  'paper.languages': (ctx) => {
    const read = readerOf(ctx.read);
    const row = read.get<{ version: number }>(
      "SELECT version FROM setting WHERE scope = 'outlet' AND key = ?",
      languageKey,
    );
    return { languages: languagesOf(read), version: row?.version ?? 0 };
  },
  'paper.setLanguages': (ctx, input) =>
    runCommand(ctx, 'paper.setLanguages', (tx) => ({
      version: putSetting(tx, 'outlet', languageKey, input.languages, input.version),
    })),
  'paper.moneyOf': (ctx, { holderId }) => {
    const read = readerOf(ctx.read);
    assertMayTouch(ctx, 'pay.read', ownerOfHolder(read, holderId));
    const papers = read.all<Paper>(
      `SELECT * FROM (SELECT 'fine' AS kind, id, number, at, amount_fen AS amountFen, reason AS note FROM fine WHERE staff_id = @holderId AND state <> 'waived' ORDER BY seq DESC LIMIT ${mostRows})
       UNION ALL SELECT * FROM (SELECT 'advance', id, number, at, amount_fen, '' FROM advance WHERE staff_id = @holderId ORDER BY seq DESC LIMIT ${mostRows})
       UNION ALL SELECT * FROM (SELECT 'deposit_receipt', id, coalesce(document_id, 'YJ-' || seq), at, amount_fen, note FROM deposit_move WHERE side = 'theirs' AND holder_id = @holderId ORDER BY seq DESC LIMIT ${mostRows})
       ORDER BY at DESC`,
      { holderId },
    );
    const deposit = read.get<{ n: number; fen: number | null }>(
      "SELECT count(*) AS n, sum(amount_fen) AS fen FROM deposit_move WHERE side = 'theirs' AND holder_id = ?",
      holderId,
    );
    return { papers, depositFen: (deposit?.n ?? 0) === 0 ? null : (deposit?.fen ?? 0) };
  },
} satisfies Handlers;
