import type { SeedTx } from './slices.ts';

/**
 * Printers of the demo outlet: each writes files below the outlet's folder, so that every paper can be looked at
 * without a machine; their names are those of their paper, in any language. Pointing one at a real printer is a change of its kind and address.
 */
export function seedPrinters(tx: SeedTx): void {
  const printers = [
    { id: 'P-80', name: '80 mm', paper: 'roll80', columns: 48, target: 'prints/80mm' },
    { id: 'P-58', name: '58 mm', paper: 'roll58', columns: 32, target: 'prints/58mm' },
    { id: 'P-A5', name: 'A5 PDF', paper: 'a5', columns: 48, target: 'prints/a5' },
    // Statements and posted prices; last, so that what fits another printer too stays there
    { id: 'P-A4', name: 'A4 PDF', paper: 'a4', columns: 48, target: 'prints/a4' },
  ];
  for (const printer of printers) tx.insert('printer', { ...printer, kind: 'file', state: 'unknown' });
  const routes = { service_slip: 'P-80', issue_slip: 'P-80', receipt: 'P-58', old_part_label: 'P-58' };
  for (const [kind, printerId] of Object.entries(routes))
    tx.insert('print_route', { id: `R-${kind}`, document_kind: kind, printer_id: printerId });
  // Payers that want the user's code at the end; others are content with photos and signature.
  tx.insert('setting', { scope: 'verification', key: 'code_payers', value: ['PY-TM'], updated_at: tx.at });
}
