/**
 * Service verification (服务核销): what proves a visit, per service type and payer. The result says for each item whether
 * it is present, missing or repeated; what was keyed at a desk says so (桌面补录) and by whom, because platforms ask.
 */
import type { CodeProblem } from './machine-codes.ts';

export interface ShotRule {
  name: string;
  /** English name where the outlet gave one. */
  nameEn?: string;
  /** Only when this holds, e.g. the rope shot only with a height fee. */
  when: 'always' | 'height_work' | 'part_changed' | 'defect';
  /** One per machine instead of one per visit. */
  perMachine: boolean;
}

/** Shots asked for where a trip ended without the usual work, by the proof its outcome needs. */
export const outcomeShots: Record<string, { zh: string; en: string }> = {
  door_photo: { zh: '门牌', en: 'Door plate' },
  damage_photo: { zh: '损坏处', en: 'Damage' },
  appraisal_form: { zh: '鉴定单', en: 'Appraisal form' },
};

/** English names of shots by their Chinese ones, over the shots of all policies. */
export const shotNamesEn = (
  shots: readonly { nameZh: string; nameEn: string }[],
): ReadonlyMap<string, string> =>
  new Map([
    ...Object.values(outcomeShots).map((shot) => [shot.zh, shot.en] as const),
    ...shots.map((shot) => [shot.nameZh, shot.nameEn] as const),
  ]);

export interface VerificationPolicy {
  code: string;
  version: number;
  shots: readonly ShotRule[];
  /** Completion code of the platform or the user. */
  codeRequired: boolean;
  /** Check-in within this distance of the address in metres; null = no place asked. */
  placeWithinM: number | null;
  machineCodes: boolean;
  signature: boolean;
}

export interface PolicyRow {
  policy: VerificationPolicy;
  payerCode: string | null;
  serviceType: string | null;
  category: string | null;
}

/** The policy for an order: payer counts most, then service type, then category. Null = none is for it. */
export function findPolicy(
  rows: readonly PolicyRow[],
  order: { payerCode: string; serviceType: string; category: string | null },
): VerificationPolicy | null {
  let best: { row: PolicyRow; points: number } | null = null;
  for (const row of rows) {
    if (row.payerCode !== null && row.payerCode !== order.payerCode) continue;
    if (row.serviceType !== null && row.serviceType !== order.serviceType) continue;
    if (row.category !== null && row.category !== order.category) continue;
    const points =
      (row.payerCode === null ? 0 : 4) + (row.serviceType === null ? 0 : 2) + (row.category === null ? 0 : 1);
    if (
      best === null ||
      points > best.points ||
      (points === best.points && row.policy.version > best.row.policy.version)
    ) {
      best = { row, points };
    }
  }
  return best?.row.policy ?? null;
}

export interface ShotTaken {
  name: string;
  machineId: string | null;
  /** Hash of the picture. */
  hash: string;
  /** Keyed or uploaded at a desk instead of on site. */
  atDesk: boolean;
}

export interface VerificationFacts {
  machineIds: readonly string[];
  conditions: readonly Exclude<ShotRule['when'], 'always'>[];
  shots: readonly ShotTaken[];
  /** Other orders by picture hash. */
  usedHashes: (hash: string) => string | null;
  code: { value: string; atDesk: boolean; askedAt: number | null } | null;
  arrivedAt: number | null;
  /** Metres between check-in and address; null = no position. */
  placeOffM: number | null;
  codeProblems: readonly CodeProblem[];
  signature: { atDesk: boolean } | null;
}

export type ItemState = 'present' | 'missing' | 'repeated' | 'wrong';

export interface VerificationItem {
  kind: 'shot' | 'code' | 'place' | 'machine_code' | 'signature';
  name: string;
  machineId: string | null;
  state: ItemState;
  /** Present, but entered at a desk. */
  atDesk: boolean;
  params: Record<string, string | number>;
}

export interface VerificationResult {
  items: VerificationItem[];
  /** Nothing missing, repeated or wrong. */
  met: boolean;
  atDesk: boolean;
  /** Do not stop it, but a person should see them. */
  flags: { code: 'code_before_arrival' | 'place_unknown'; params: Record<string, string | number> }[];
}

function shotItems(policy: VerificationPolicy, facts: VerificationFacts): VerificationItem[] {
  const items: VerificationItem[] = [];
  const firstUse = new Map<string, ShotTaken>();
  for (const shot of facts.shots) if (!firstUse.has(shot.hash)) firstUse.set(shot.hash, shot);
  for (const rule of policy.shots) {
    if (rule.when !== 'always' && !facts.conditions.includes(rule.when)) continue;
    for (const machineId of rule.perMachine ? facts.machineIds : [null]) {
      const base = { kind: 'shot' as const, name: rule.name, machineId };
      const taken = facts.shots.filter(
        (shot) =>
          shot.name === rule.name &&
          (machineId === null ||
            shot.machineId === machineId ||
            // One machine: nobody has to say which
            (shot.machineId === null && facts.machineIds.length === 1)),
      );
      const fresh = taken.find(
        (shot) => firstUse.get(shot.hash) === shot && facts.usedHashes(shot.hash) === null,
      );
      if (fresh !== undefined) items.push({ ...base, state: 'present', atDesk: fresh.atDesk, params: {} });
      else if (taken.length === 0) items.push({ ...base, state: 'missing', atDesk: false, params: {} });
      else {
        const order = facts.usedHashes(taken[0]?.hash ?? '');
        items.push({ ...base, state: 'repeated', atDesk: false, params: order === null ? {} : { order } });
      }
    }
  }
  return items;
}

/** The proof of a visit against its policy. */
export function computeVerification(
  policy: VerificationPolicy | null,
  facts: VerificationFacts,
): VerificationResult {
  const items: VerificationItem[] = [];
  const flags: VerificationResult['flags'] = [];
  if (policy !== null) {
    items.push(...shotItems(policy, facts));
    const base = { machineId: null, params: {} };
    if (policy.codeRequired) {
      const given = facts.code !== null && facts.code.value.trim() !== '';
      items.push({
        ...base,
        kind: 'code',
        name: 'code',
        state: given ? 'present' : 'missing',
        atDesk: facts.code?.atDesk ?? false,
      });
    }
    if (policy.placeWithinM !== null) {
      const off = facts.placeOffM;
      if (off === null) flags.push({ code: 'place_unknown', params: {} });
      const state: ItemState = off === null ? 'missing' : off <= policy.placeWithinM ? 'present' : 'wrong';
      items.push({
        ...base,
        kind: 'place',
        name: 'place',
        state,
        atDesk: false,
        params: off === null ? {} : { offM: off },
      });
    }
    if (policy.machineCodes) {
      for (const problem of facts.codeProblems) {
        const state: ItemState =
          problem.code === 'missing'
            ? 'missing'
            : ['used_before', 'used_open', 'twice_in_order'].includes(problem.code)
              ? 'repeated'
              : 'wrong';
        items.push({
          kind: 'machine_code',
          name: problem.place,
          machineId: problem.machineId,
          state,
          atDesk: false,
          params: { ...problem.params, why: problem.code },
        });
      }
    }
    if (policy.signature) {
      const signed = facts.signature;
      items.push({
        ...base,
        kind: 'signature',
        name: 'signature',
        state: signed === null ? 'missing' : 'present',
        atDesk: signed?.atDesk ?? false,
      });
    }
  }
  const askedAt = facts.code?.askedAt ?? null;
  if (askedAt !== null && (facts.arrivedAt === null || askedAt < facts.arrivedAt)) {
    flags.push({ code: 'code_before_arrival', params: { askedAt } });
  }
  return {
    items,
    met: items.every((item) => item.state === 'present'),
    atDesk: items.some((item) => item.atDesk),
    flags,
  };
}
