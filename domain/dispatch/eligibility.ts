/**
 * Who may take an order, and why not: a list of codes with their values, so that a window can say it and a person with
 * the right may override it by name. `hard` reasons cannot be overridden: the upstream would refuse the assignment.
 */

export interface SkillNeed {
  skill: string;
  minLevel: number;
}

export interface JobFacts {
  skills: readonly SkillNeed[];
  /** Certificate codes the work needs (height, gas, electricity, the maker's own). */
  certificates: readonly string[];
  countyCode: string | null;
  /** Business day and slot of the appointment; null = not booked. */
  day: string | null;
  slotCode: string | null;
  minutes: number;
  persons: number;
  /** Connection whose write-back needs a worker account; null = none needed. */
  connectionId: string | null;
  /** Tool kinds the work needs; one that is safety gear cannot be done without. */
  tools?: readonly { tool: string; safety: boolean }[];
  category: string | null;
  /** Value of parts to be handed out. */
  partsFen: number;
  /** Staff the user asked for or refused. */
  wantedStaffId: string | null;
  refusedStaffIds: readonly string[];
}

export interface PersonFacts {
  staffId: string;
  active: boolean;
  /** Level by skill. */
  skills: Readonly<Record<string, number>>;
  /** Last valid day by certificate; null = does not expire. */
  certificates: Readonly<Record<string, string | null>>;
  /** Counties served; empty = everywhere. */
  counties: readonly string[];
  /** Connections with an active worker account, with the card's last day or null. */
  accounts: Readonly<Record<string, string | null>>;
  /** Last day each tool may be used, by kind; null = needs no inspection. Left out: nobody looked. */
  tools?: Readonly<Record<string, string | null>>;
  /** Last insured day; null or left out = not kept. */
  insuranceUntil?: string | null;
  /** Business days on leave. */
  leave: readonly string[];
  /** Minutes of work per day, and per slot where limited. */
  capacityMinutes: number;
  /** Minutes taken on the day of the job. */
  takenMinutes: number;
  /** Orders in the slot of the job, and how many it holds. */
  slotTaken: number;
  slotCapacity: number | null;
  /** Nothing new may be put into this slot on this day, for anyone or for his team. */
  slotClosed?: boolean;
  /** The slot was lowered for this day, for his team or the outlet, and holds that many already; null: room is left. */
  slotLimit?: number | null;
  /** Parts value held and its limit. */
  heldFen: number;
  limitFen: number | null;
  /** For ranking. */
  knowsArea: boolean;
  hasParts: boolean;
  distanceMilliKm: number | null;
  jobsToday: number;
  /** Jobs of the last days against the average, in thousandths: below 1000 = is owed work. */
  loadRatioMilli: number;
  apprenticeOf: string | null;
}

export interface Refusal {
  code:
    | 'inactive'
    | 'skill_missing'
    | 'level_low'
    | 'certificate_missing'
    | 'certificate_expired'
    | 'tool_missing'
    | 'tool_unchecked'
    | 'insurance_ended'
    | 'account_missing'
    | 'account_expired'
    | 'area'
    | 'on_leave'
    | 'day_full'
    | 'slot_full'
    | 'slot_closed'
    | 'slot_limit'
    | 'parts_limit'
    | 'user_refused'
    | 'apprentice_alone';
  params: Record<string, string | number>;
  hard: boolean;
}

/** Everything against this person for this job; empty = may take it. `today` is used while the job has no day. */
export function refusalsOf(job: JobFacts, person: PersonFacts, today: string): Refusal[] {
  const out: Refusal[] = [];
  const add = (code: Refusal['code'], params: Refusal['params'] = {}, hard = false) =>
    out.push({ code, params, hard });
  const day = job.day ?? today;

  if (!person.active) add('inactive', {}, true);
  for (const need of job.skills) {
    const level = person.skills[need.skill];
    if (level === undefined) add('skill_missing', { skill: need.skill });
    else if (level < need.minLevel) add('level_low', { skill: need.skill, level, minLevel: need.minLevel });
  }
  for (const code of job.certificates) {
    const until = person.certificates[code];
    if (until === undefined) add('certificate_missing', { certificate: code }, true);
    else if (until !== null && until < day) add('certificate_expired', { certificate: code, until }, true);
  }
  for (const need of person.tools === undefined ? [] : (job.tools ?? [])) {
    const until = person.tools?.[need.tool];
    if (until === undefined) add('tool_missing', { tool: need.tool }, need.safety);
    else if (until !== null && until < day) add('tool_unchecked', { tool: need.tool, until }, need.safety);
  }
  if (person.insuranceUntil != null && person.insuranceUntil < day)
    add('insurance_ended', { until: person.insuranceUntil });
  if (job.connectionId !== null) {
    const until = person.accounts[job.connectionId];
    if (until === undefined) add('account_missing', { connectionId: job.connectionId }, true);
    else if (until !== null && until < day)
      add('account_expired', { connectionId: job.connectionId, until }, true);
  }
  if (job.countyCode !== null && person.counties.length > 0 && !person.counties.includes(job.countyCode)) {
    add('area', { county: job.countyCode });
  }
  if (job.day !== null) {
    if (person.leave.includes(job.day)) add('on_leave', { day: job.day });
    const left = person.capacityMinutes - person.takenMinutes;
    if (job.minutes > left) add('day_full', { minutes: job.minutes, leftMinutes: Math.max(0, left) });
    if (job.slotCode !== null && person.slotCapacity !== null && person.slotTaken >= person.slotCapacity) {
      add('slot_full', { slot: job.slotCode, capacity: person.slotCapacity });
    }
    if (job.slotCode !== null && person.slotClosed === true) add('slot_closed', { slot: job.slotCode });
    else if (job.slotCode !== null && person.slotLimit != null)
      add('slot_limit', { slot: job.slotCode, limit: person.slotLimit });
  }
  if (person.limitFen !== null && job.partsFen > 0 && person.heldFen + job.partsFen > person.limitFen) {
    add('parts_limit', { limitFen: person.limitFen, wouldBeFen: person.heldFen + job.partsFen });
  }
  if (job.refusedStaffIds.includes(person.staffId)) add('user_refused');
  if (person.apprenticeOf !== null && job.persons === 1)
    add('apprentice_alone', { mentor: person.apprenticeOf });
  return out;
}

export interface ShopFacts {
  active: boolean;
  /** Counties served; empty = everywhere. */
  counties: readonly string[];
  /** Skills it works with; empty = nobody said. */
  skills: readonly string[];
}

/** Everything against a sub-shop for this job: it answers for its own people's cards, days and bags. */
export function shopRefusalsOf(job: JobFacts, shop: ShopFacts): Refusal[] {
  const out: Refusal[] = [];
  if (!shop.active) out.push({ code: 'inactive', params: {}, hard: true });
  for (const need of shop.skills.length === 0 ? [] : job.skills)
    if (!shop.skills.includes(need.skill))
      out.push({ code: 'skill_missing', params: { skill: need.skill }, hard: false });
  if (job.countyCode !== null && shop.counties.length > 0 && !shop.counties.includes(job.countyCode))
    out.push({ code: 'area', params: { county: job.countyCode }, hard: false });
  return out;
}

export interface RankReason {
  code: 'wanted' | 'knows_area' | 'has_parts' | 'higher_level' | 'near' | 'owed_work' | 'light_day';
  points: number;
}

export interface Ranked {
  staffId: string;
  refusals: Refusal[];
  points: number;
  reasons: RankReason[];
}

/** Weights are data so that an outlet can say what it cares for. */
export interface RankWeights {
  wanted: number;
  knowsArea: number;
  hasParts: number;
  higherLevel: number;
  near: number;
  owedWork: number;
  lightDay: number;
}

export const defaultWeights: RankWeights = {
  wanted: 100,
  knowsArea: 15,
  hasParts: 30,
  higherLevel: 5,
  near: 20,
  owedWork: 20,
  lightDay: 10,
};

function reasonsFor(job: JobFacts, person: PersonFacts, weights: RankWeights): RankReason[] {
  const out: RankReason[] = [];
  const add = (code: RankReason['code'], points: number) => {
    if (points > 0) out.push({ code, points });
  };
  if (job.wantedStaffId === person.staffId) add('wanted', weights.wanted);
  if (person.knowsArea) add('knows_area', weights.knowsArea);
  if (person.hasParts) add('has_parts', weights.hasParts);
  const above = Math.min(...job.skills.map((need) => (person.skills[need.skill] ?? 0) - need.minLevel), 9);
  if (job.skills.length > 0 && above > 0) add('higher_level', Math.min(above, 2) * weights.higherLevel);
  // full points at the door, none from 20 km on
  if (person.distanceMilliKm !== null) {
    add('near', Math.round((weights.near * Math.max(0, 20_000 - person.distanceMilliKm)) / 20_000));
  }
  add('owed_work', Math.round((weights.owedWork * Math.max(0, 1000 - person.loadRatioMilli)) / 1000));
  add('light_day', Math.max(0, weights.lightDay - 2 * person.jobsToday));
  return out;
}

/** All people with refusals and reasons: those who may take it first, by points, then by id so that desks agree. */
export function rankPeople(
  job: JobFacts,
  people: readonly PersonFacts[],
  today: string,
  weights: RankWeights = defaultWeights,
): Ranked[] {
  return people
    .map((person): Ranked => {
      const reasons = reasonsFor(job, person, weights);
      return {
        staffId: person.staffId,
        refusals: refusalsOf(job, person, today),
        points: reasons.reduce((sum, reason) => sum + reason.points, 0),
        reasons,
      };
    })
    .sort((a, b) => {
      // Room is made sooner than a skill is learnt
      const blocked = (one: Ranked) =>
        one.refusals.length === 0
          ? 0
          : one.refusals.some((r) => r.hard)
            ? 3
            : one.refusals.some((r) => r.code === 'skill_missing')
              ? 2
              : 1;
      return blocked(a) - blocked(b) || b.points - a.points || (a.staffId < b.staffId ? -1 : 1);
    });
}
