import { accounts } from '../../domain/money/accounts.ts';
import type { SeedTx } from './slices.ts';
import { fen, type DemoFile } from './demo-file.ts';
import { english } from './english.ts';

/** Payers with the profile in force since the outlet began, and the chart of accounts. */
export function seedPayers(tx: SeedTx, demo: DemoFile): void {
  for (const payer of demo.payers) {
    tx.insert('payer', {
      id: payer.code,
      code: payer.code,
      name_zh: payer.name_zh,
      name_en: english(payer.name_zh),
      kind: payer.kind,
      brands: payer.brands ?? [],
    });
    const deadline = demo.deadlines.find((row) => row.payer === payer.code) ?? {};
    const ladder =
      demo.price_rules.find((rule) => rule.payer === payer.code && rule.ladder !== undefined)?.ladder ?? [];
    tx.insert('payer_profile', {
      payer_id: payer.code,
      from_day: '2025-01-01',
      cutoff_day: payer.cutoff_day ?? null,
      statement_day: payer.statement_day ?? null,
      appeal_days: payer.appeal_days ?? null,
      pay_day: payer.pay_day ?? null,
      invoice: payer.invoice ?? '',
      parts_deposit_fen: fen(payer.parts_deposit),
      retention_fen: fen(payer.retention),
      old_part_days: payer.old_part_days ?? null,
      doa_days: payer.doa_days ?? null,
      score_coefficient: payer.score_coefficient === true,
      coefficient_ladder: ladder,
      deadlines: {
        acceptMin: deadline.accept_min ?? null,
        firstCallMin: deadline.first_call_min ?? null,
        visitGraceMin: 30,
        finishHours: deadline.finish_hours ?? null,
        finishHoursSeason: deadline.finish_hours_season ?? null,
        uploadHours: deadline.upload_hours ?? null,
        lateFeeFen: fen(deadline.late_fee),
        // Answering and calling are promised in the hours the shop is open, finishing in hours of the day.
        workingTime: ['accept', 'first_call'],
      },
      layout: demo.statement_layouts.find((layout) => layout.payer === payer.code) ?? {},
    });
  }
  for (const account of accounts) {
    tx.insert('account', {
      id: account.code,
      code: account.code,
      name_zh: account.zh,
      name_en: account.en,
      kind: account.group,
      normal: account.normal,
      holder: account.holder,
    });
  }
  for (const scheme of demo.pay_schemes)
    tx.insert('pay_scheme', {
      id: scheme.id,
      code: scheme.id,
      name_zh: scheme.name_zh,
      name_en: english(scheme.name_zh),
      body: scheme,
    });
  for (const person of demo.staff) {
    const scheme = demo.pay_schemes.find((one) => one.for_employment === person.employment);
    if (scheme !== undefined) tx.update('staff', person.id, { pay_scheme_id: scheme.id });
  }
}

/** Periods from the first month of history to the one that holds `today`; all open, closing is a person's step. */
export function seedPeriods(tx: SeedTx, fromMonth: string, today: string): void {
  let [year = 0, month = 0] = fromMonth.split('-').map(Number);
  const last = today.slice(0, 7);
  for (;;) {
    const id = `${year}-${String(month).padStart(2, '0')}`;
    if (id > last) return;
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
    tx.insert('period', { id, from_day: `${id}-01`, to_day: `${id}-${days}`, state: 'open' });
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

/** Connections as the shop has them; addresses and secrets come from the sandboxes or a person. */
export function seedConnections(tx: SeedTx, demo: DemoFile): void {
  const adapters = new Set(['tmall', 'own']);
  for (const row of demo.platform_connections) {
    const api = adapters.has(row.adapter);
    tx.insert('connection', {
      id: row.code,
      code: row.code,
      name_zh: row.name_zh,
      name_en: english(row.name_zh),
      adapter: row.adapter,
      payer_id: row.payer,
      mode: api ? 'api' : row.writeback.includes('人工') || row.adapter === 'manual' ? 'manual' : 'file',
      settings: {},
      // Paused until an address is set: the demo's sandboxes do it at start.
      paused_at: api ? tx.at : null,
    });
  }
  for (const account of demo.platform_worker_accounts) {
    const person = demo.staff.find((one) => one.id === account.staff);
    tx.insert('worker_account', {
      staff_id: account.staff,
      connection_id: account.connection,
      worker_id: account.worker_id,
      real_name: person?.name ?? '',
      card_expires_day: '2027-06-30',
    });
  }
}
