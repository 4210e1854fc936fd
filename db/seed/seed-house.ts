import { addDays } from '../../domain/time/business-day.ts';
import { seededRoles } from '../../domain/access/roles.ts';
import { pinyinKeys } from '../pinyin.ts';
import type { SeedTx } from './slices.ts';
import { fen, metres, type DemoFile } from './demo-file.ts';
import { english } from './english.ts';

/** The outlet itself: written last, because from then on people can log in. */
export function seedOutlet(tx: Pick<SeedTx, 'insert' | 'at'>, demo: DemoFile): void {
  const { outlet } = demo;
  tx.insert('outlet', {
    id: outlet.code,
    code: outlet.code,
    name_zh: outlet.name_zh,
    name_en: outlet.name_en,
    legal_name: outlet.legal_name,
    division_code: outlet.county_code,
    address: outlet.address,
    phone: outlet.phone,
    complaint_phone: outlet.complaint_phone,
    demo: true,
    created_at: tx.at,
  });
}

/** Distance tiers, sub-shops, counties, estates and slots. */
export function seedAreas(tx: SeedTx, demo: DemoFile): void {
  for (const tier of demo.distance_tiers) {
    tx.insert('distance_tier', {
      id: tier.tier,
      code: tier.tier,
      name_zh: tier.name_zh,
      name_en: english(tier.name_zh),
      from_m: metres(tier.from_km),
      to_m: tier.to_km === null ? null : metres(tier.to_km),
      customer_fee_fen: fen(tier.customer_fee),
      technician_fee_fen: fen(tier.tech_allowance),
      deadline_factor_milli: Math.round(Number(tier.deadline_factor) * 1000),
    });
  }
  for (const shop of demo.sub_shops) {
    tx.insert('sub_shop', {
      id: shop.code,
      code: shop.code,
      name_zh: shop.name_zh,
      name_en: english(shop.name_zh),
      contact: shop.contact,
      phone: shop.phone,
      counties: shop.counties,
      skills: shop.skills,
      share_percent: shop.share_percent_of_payer_fee,
      deposit_fen: fen(shop.deposit),
      settle: shop.settle,
    });
  }
  for (const division of demo.divisions) {
    const shop = demo.sub_shops.find((one) => one.counties.includes(division.code));
    tx.insert('division', {
      id: division.code,
      code: division.code,
      name: division.name,
      parent_code: division.code.slice(0, 4),
      distance_m: metres(division.distance_km),
      tier_code: division.tier,
      coverage: division.coverage,
      sub_shop_id: shop?.code ?? null,
      extra_hours: division.extra_hours,
    });
  }
  for (const estate of demo.estates) {
    tx.insert('estate', {
      id: estate.id,
      division_code: estate.county_code,
      name: estate.name,
      street: estate.street,
      distance_m: metres(estate.distance_km),
      x_m: metres(estate.x_km),
      y_m: metres(estate.y_km),
      floors: estate.floors,
      elevator: estate.elevator,
      note: estate.note,
    });
  }
  demo.slots.forEach((slot, sort) => {
    tx.insert('slot', {
      id: slot.code,
      code: slot.code,
      name_zh: slot.name_zh,
      name_en: english(slot.name_zh),
      from_clock: slot.from,
      to_clock: slot.to,
      sort,
    });
  });
}

/** Roles and what they may do: rows an outlet changes, seeded from the program's own list. */
export function seedRoles(tx: SeedTx): void {
  for (const role of seededRoles) {
    tx.insert('role', { id: role.code, name_zh: role.zh, name_en: role.en, builtin: true });
    for (const [permission, scope] of Object.entries(role.grants)) {
      tx.insert('role_permission', { role_id: role.code, permission, scope });
    }
  }
}

/** People with teams, skills, certificates, tools. `pinHashes` by staff id: hashing is slow and not for the gate. */
export function seedPeople(
  tx: SeedTx,
  demo: DemoFile,
  pinHashes: Readonly<Record<string, string>>,
  today: string,
): void {
  for (const team of demo.teams)
    tx.insert('team', {
      id: team.code,
      code: team.code,
      name_zh: team.name_zh,
      name_en: english(team.name_zh),
      leader_id: team.leader,
    });
  for (const skill of demo.skills)
    tx.insert('skill', {
      id: skill.code,
      code: skill.code,
      name_zh: skill.name_zh,
      name_en: english(skill.name_zh),
      levels: skill.levels,
    });
  for (const kind of demo.certificates) {
    tx.insert('certificate_kind', {
      id: kind.code,
      code: kind.code,
      name_zh: kind.name_zh,
      name_en: english(kind.name_zh),
      needed_for: kind.needed_for,
      review_years: kind.review_years,
    });
  }
  for (const person of demo.staff) {
    const keys = pinyinKeys(person.name);
    tx.insert('staff', {
      id: person.id,
      code: person.id,
      name: person.name,
      name_en: person.name_en,
      name_pinyin: keys.full,
      name_initials: keys.initials,
      phone: person.phone,
      team_id: demo.teams.some((team) => team.code === person.team) ? person.team : null,
      // What has a pay scheme is said by its name, in both languages; the kind of employment says the rest
      employment: demo.pay_schemes.some((one) => one.for_employment === person.employment)
        ? person.employment
        : '',
      pin_hash: pinHashes[person.id] ?? null,
      daily_capacity_minutes: person.daily_capacity_minutes,
      parts_limit_fen: person.issue_limit === undefined ? null : fen(person.issue_limit),
      joined_day: '2025-03-01',
    });
    for (const role of person.roles)
      tx.insert('staff_role', { staff_id: person.id, role_id: role === 'revisit' ? 'service' : role });
    for (const skill of person.skills)
      tx.insert('staff_skill', { staff_id: person.id, skill_id: skill.code, level: skill.level });
    person.certificates.forEach((code, index) => {
      const year = Number(today.slice(0, 4)) + 1 + (index % 2);
      tx.insert('staff_certificate', {
        staff_id: person.id,
        kind_id: code,
        number: `${code}-${person.id}`,
        issued_day: '2024-04-10',
        expires_day: `${year}${today.slice(4, 8)}15`,
      });
    });
    tx.search('staff', person.id, {
      title: person.name,
      names: [person.name],
      texts: [person.name_en],
      phones: [person.phone],
      numbers: [person.id],
    });
  }
  for (const person of demo.staff)
    if (person.mentor !== undefined) tx.update('staff', person.id, { mentor_id: person.mentor });
  demo.tools_and_safety_gear.forEach((tool, at) => {
    const kindId = `TK${String(at + 1).padStart(2, '0')}`;
    tx.insert('tool_kind', {
      id: kindId,
      code: kindId,
      name_zh: tool.name_zh,
      name_en: english(tool.name_zh),
      check_every_days: tool.check_every_days ?? null,
      safety: tool.name_zh.startsWith('安全'),
    });
    tool.each_to.forEach((staffId, turn) => {
      if (!demo.staff.some((person) => person.id === staffId)) return;
      tx.insert('staff_tool', {
        staff_id: staffId,
        tool_kind_id: kindId,
        name_zh: tool.name_zh,
        name_en: english(tool.name_zh),
        number: `${kindId}-${turn + 1}`,
        deposit_fen: fen(tool.deposit),
        issued_day: '2026-01-05',
        // Inspections were kept up: one of each kind is due within weeks, the others later
        next_check_day: tool.check_every_days === undefined ? null : addDays(today, 18 + 47 * turn + 3 * at),
      });
    });
  });
}
