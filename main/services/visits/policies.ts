import { Fault } from '../../../domain/kernel/fault.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { readerOf } from '../masters.ts';
import { readShots } from './policy.ts';

type Row = OutputOf<'visits.policies'>['rows'][number];

export const policyHandlers = {
  'visits.policies': (ctx) => {
    const read = readerOf(ctx.read);
    return {
      rows: read
        .all<
          Omit<Row, 'shots' | 'codeRequired' | 'signature'> & {
            shots: string;
            codeRequired: number;
            signature: number;
          }
        >(
          `SELECT p.id, p.version, p.code, p.name_zh AS nameZh, p.name_en AS nameEn, p.payer_id AS payerId, p.service_type AS serviceType,
             p.category, p.code_required AS codeRequired, p.place_within_m AS placeWithinM, p.signature, p.shots,
             (SELECT count(*) FROM service_item i WHERE i.photo_policy_id = p.id AND i.retired_at IS NULL) AS items
           FROM photo_policy p ORDER BY p.code`,
        )
        .map((row) => ({
          ...row,
          shots: readShots(row.shots),
          codeRequired: row.codeRequired === 1,
          signature: row.signature === 1,
        })),
      payers: read.all<{ id: string; nameZh: string; nameEn: string }>(
        'SELECT id, name_zh AS nameZh, name_en AS nameEn FROM payer ORDER BY code',
      ),
      serviceTypes: read
        .all<{ name: string }>('SELECT DISTINCT service_type AS name FROM service_item ORDER BY service_type')
        .map((row) => row.name),
      categories: read
        .all<{ name: string }>(
          "SELECT DISTINCT category AS name FROM service_item WHERE category <> '' ORDER BY category",
        )
        .map((row) => row.name),
    };
  },
  'visits.savePolicy': (ctx, input) =>
    runCommand(ctx, 'visits.savePolicy', (tx) => {
      const names = input.shots.map((shot) => shot.nameZh.trim());
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      if (twice !== undefined) throw new Fault('policy_wrong', { problem: twice });
      const taken = tx.value<string>('SELECT id FROM photo_policy WHERE code = ?', input.code.trim());
      if (taken !== undefined && taken !== input.id)
        throw new Fault('policy_wrong', { problem: input.code.trim() });
      const row = {
        code: input.code.trim(),
        name_zh: input.nameZh.trim(),
        name_en: input.nameEn.trim(),
        shots: input.shots.map((shot) => ({
          ...shot,
          nameZh: shot.nameZh.trim(),
          nameEn: shot.nameEn.trim(),
        })),
        required: input.shots.filter((shot) => shot.when === 'always').length,
        payer_id: input.payerId,
        service_type: input.serviceType,
        category: input.category,
        code_required: input.codeRequired,
        place_within_m: input.placeWithinM,
        signature: input.signature,
      };
      let { id } = input;
      let version = 1;
      if (id === null) id = tx.insert('photo_policy', row);
      else version = tx.update('photo_policy', id, row, { version: input.version ?? 0 });
      tx.note({
        entity: 'photo_policy',
        entityId: id,
        params: { code: row.code, shotCount: names.length },
        kind: 'policy.saved',
      });
      return { id, version };
    }),
} satisfies Handlers;
