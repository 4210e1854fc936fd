import { getOutcome, type VisitOutcomeCode } from '../../../domain/visits/outcomes.ts';
import {
  findPolicy,
  outcomeShots,
  type PolicyRow,
  type ShotRule,
  type VerificationPolicy,
} from '../../../domain/verification/policy.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { getSetting, type RowReader } from '../masters.ts';
import type { OrderRow } from '../orders/core/order-row.ts';

/** A shot as a policy stores it. */
export interface StoredShot {
  nameZh: string;
  nameEn: string;
  when: ShotRule['when'];
  perMachine: boolean;
}

interface StoredPolicy {
  id: string;
  code: string;
  version: number;
  shots: string;
  payer_id: string | null;
  service_type: string | null;
  category: string | null;
  code_required: number;
  place_within_m: number | null;
  signature: number;
}

const columns =
  'id, code, version, shots, payer_id, service_type, category, code_required, place_within_m, signature';

export const readShots = (text: string): StoredShot[] => JSON.parse(text) as StoredShot[];

/** The row as the domain reckons with it. `machineCodes` is the outcome's matter and set by the caller. */
const policyFrom = (row: StoredPolicy): VerificationPolicy => ({
  code: row.code,
  version: row.version,
  shots: readShots(row.shots).map((shot) => ({
    name: shot.nameZh,
    nameEn: shot.nameEn,
    when: shot.when,
    perMachine: shot.perMachine,
  })),
  codeRequired: row.code_required === 1,
  placeWithinM: row.place_within_m,
  machineCodes: true,
  signature: row.signature === 1,
});

/**
 * What must prove a visit of this order. Policies that name a payer, a service type or a category are for the orders
 * they name, the closest first (payer, type, category); all others have the policy of their service item. Payers who
 * want a completion code anyway are a setting. `outcome` null asks for the usual work.
 */
export function policyOf(
  read: RowReader,
  order: Pick<OrderRow, 'service_item_id' | 'payer_id' | 'service_type'>,
  outcome: VisitOutcomeCode | null,
): VerificationPolicy {
  const item = read.get<{ category: string; photo_policy_id: string | null }>(
    'SELECT category, photo_policy_id FROM service_item WHERE id = ?',
    order.service_item_id,
  );
  const named = read
    .all<StoredPolicy>(
      `SELECT ${columns} FROM photo_policy WHERE payer_id IS NOT NULL OR service_type IS NOT NULL OR category IS NOT NULL`,
    )
    .map(
      (row): PolicyRow => ({
        policy: policyFrom(row),
        payerCode: row.payer_id,
        serviceType: row.service_type,
        category: row.category,
      }),
    );
  const usualRow = read.get<StoredPolicy>(
    `SELECT ${columns} FROM photo_policy WHERE id = ?`,
    item?.photo_policy_id ?? null,
  );
  const found =
    findPolicy(named, {
      payerCode: order.payer_id ?? '',
      serviceType: order.service_type,
      category: item?.category ?? null,
    }) ?? (usualRow === undefined ? null : policyFrom(usualRow));
  const proof: readonly string[] = outcome === null ? ['shots', 'signature'] : getOutcome(outcome).proof;
  const codePayers = getSetting<string[]>(read, 'verification', 'code_payers', []);
  const worked = outcome === null || outcome === 'done' || outcome === 'partly_done';
  const byPayer = order.payer_id !== null && codePayers.includes(order.payer_id);
  return {
    code: found?.code ?? '',
    version: found?.version ?? 1,
    shots: [
      ...(proof.includes('shots') ? (found?.shots ?? []) : []),
      ...proof.flatMap((kind): ShotRule[] => {
        const shot = outcomeShots[kind];
        return shot === undefined
          ? []
          : [{ name: shot.zh, nameEn: shot.en, when: 'always', perMachine: false }];
      }),
    ],
    codeRequired: worked && ((found?.codeRequired ?? false) || byPayer),
    placeWithinM: worked ? (found?.placeWithinM ?? null) : null,
    machineCodes: worked,
    signature: proof.includes('signature') && (found?.signature ?? true),
  };
}

/** The photos of a policy as windows take them. */
export const askedShots = (policy: VerificationPolicy): OutputOf<'visits.proof'>['shots'] =>
  policy.shots.map((shot) => ({
    name: shot.name,
    nameEn: shot.nameEn ?? '',
    required: shot.when === 'always',
    when: shot.when,
    perMachine: shot.perMachine,
  }));
