import { getOutcome, type VisitOutcomeCode } from '../../../domain/visits/outcomes.ts';
import type { ShotRule, VerificationPolicy } from '../../../domain/verification/policy.ts';
import { getSetting, type RowReader } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';

/** Shots asked for where a trip ended without the usual work, by the proof its outcome needs. */
const outcomeShots: Record<string, string> = {
  door_photo: '门牌',
  damage_photo: '损坏处',
  appraisal_form: '鉴定单',
};

/** When a shot of a policy is asked for; the catalogue says it in the shot's name. */
function conditionOf(name: string): ShotRule['when'] {
  if (/高空|系绳/.test(name)) return 'height_work';
  return /新旧件|旧件/.test(name) ? 'part_changed' : 'always';
}

/**
 * What must prove a visit of this order: the payer's own policy of the service item, else the item's; which payers
 * want a completion code is a setting. `outcome` null asks for the usual work.
 */
export function policyOf(
  read: RowReader,
  order: Pick<OrderRow, 'service_item_id' | 'payer_id'>,
  outcome: VisitOutcomeCode | null,
): VerificationPolicy {
  const base = read.get<{ code: string; shots: string; version: number }>(
    'SELECT p.code, p.shots, p.version FROM service_item i JOIN photo_policy p ON p.id = i.photo_policy_id WHERE i.id = ?',
    order.service_item_id,
  );
  const own =
    base === undefined
      ? undefined
      : read.get<{ code: string; shots: string; version: number }>(
          "SELECT code, shots, version FROM photo_policy WHERE payer_id = ? AND code LIKE ? || '%' ORDER BY version DESC LIMIT 1",
          order.payer_id,
          base.code,
        );
  const row = own ?? base;
  const proof = outcome === null ? (['shots', 'signature'] as const) : getOutcome(outcome).proof;
  const usual = (proof as readonly string[]).includes('shots');
  const shots: ShotRule[] = [
    ...(usual && row !== undefined
      ? (JSON.parse(row.shots) as string[]).map((name) => ({
          name,
          when: conditionOf(name),
          perMachine: false,
        }))
      : []),
    ...proof.flatMap((kind) => {
      const name = outcomeShots[kind];
      return name === undefined ? [] : [{ name, when: 'always' as const, perMachine: false }];
    }),
  ];
  const codePayers = getSetting<string[]>(read, 'verification', 'code_payers', []);
  const worked = outcome === null || outcome === 'done' || outcome === 'partly_done';
  return {
    code: row?.code ?? '',
    version: row?.version ?? 1,
    shots,
    codeRequired: worked && order.payer_id !== null && codePayers.includes(order.payer_id),
    placeWithinM: null,
    machineCodes: worked,
    signature: (proof as readonly string[]).includes('signature'),
  };
}
