import { globalRegistry, type z } from 'zod';
import type { MaskKind } from '../../preload/contract/define.ts';

/**
 * What the router does to an answer, worked out once per channel from its output schema: unknown keys are left
 * out, marked texts are masked. Without this a service that selects one column too many would hand it to every
 * window.
 *
 * Values are copied only where something changes; rows that a service keeps are never altered.
 */
export type OutputPlan =
  | { do: 'keep' }
  | { do: 'mask'; kind: MaskKind }
  | { do: 'object'; keys: ReadonlyMap<string, OutputPlan>; rest: OutputPlan | null; touches: boolean }
  | { do: 'array'; item: OutputPlan }
  | { do: 'tuple'; items: readonly OutputPlan[]; rest: OutputPlan | null }
  | { do: 'record'; value: OutputPlan }
  | { do: 'union'; options: readonly { schema: z.ZodType; plan: OutputPlan }[] }
  | { do: 'lazy'; plan: () => OutputPlan };

/** `reveal` says whether the reader may see this kind whole; `maskText` writes the masked form. */
export interface Masking {
  reveal(kind: MaskKind): boolean;
  maskText(kind: MaskKind, text: string): string;
}

const keep: OutputPlan = { do: 'keep' };

/** Works out the plan of a schema. A schema kind it does not know is refused: silence would be a hole. */
export function compileOutputPlan(schema: z.ZodType, seen = new Map<unknown, OutputPlan>()): OutputPlan {
  const mark = (globalRegistry.get(schema) as { mask?: MaskKind } | undefined)?.mask;
  if (mark) return { do: 'mask', kind: mark };
  const known = seen.get(schema);
  if (known) return known;
  const def = schema._zod.def as unknown as Definition;
  const down = (inner: z.ZodType) => compileOutputPlan(inner, seen);
  switch (def.type) {
    case 'object':
      return compileObject(def, down);
    case 'array':
      return { do: 'array', item: down(def.element) };
    case 'tuple':
      return { do: 'tuple', items: def.items.map(down), rest: def.rest ? down(def.rest) : null };
    case 'record':
      return { do: 'record', value: down(def.valueType) };
    case 'union': {
      const options = def.options.map((option: z.ZodType) => ({ schema: option, plan: down(option) }));
      return options.every((option: { plan: OutputPlan }) => option.plan.do === 'keep')
        ? keep
        : { do: 'union', options };
    }
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return down(def.innerType);
    case 'lazy': {
      let made: OutputPlan | undefined;
      const make = () => {
        // Kept before it is looked into: a recursive schema meets itself in there
        made = down(def.getter());
        made = simplify(made);
        return made;
      };
      const plan: OutputPlan = { do: 'lazy', plan: () => made ?? make() };
      seen.set(schema, plan);
      return plan;
    }
    case 'pipe':
      return down(def.out);
    case 'string':
    case 'number':
    case 'int':
    case 'boolean':
    case 'null':
    case 'undefined':
    case 'void':
    case 'literal':
    case 'enum':
    case 'unknown':
    case 'any':
    case 'never':
    case 'template_literal':
      return keep;
    default:
      throw new Error(`output schema kind «${def.type}» has no rule in output-plan.ts`);
  }
}

/** What zod keeps of a schema, as far as it is read here; which fields are there follows from `type`. */
interface Definition {
  type: string;
  shape: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  element: z.ZodType;
  items: z.ZodType[];
  rest: z.ZodType | null;
  valueType: z.ZodType;
  options: z.ZodType[];
  innerType: z.ZodType;
  getter: () => z.ZodType;
  out: z.ZodType;
}

function compileObject(def: Definition, down: (schema: z.ZodType) => OutputPlan): OutputPlan {
  const keys = new Map<string, OutputPlan>();
  for (const [key, inner] of Object.entries(def.shape)) {
    keys.set(key, down(inner));
  }
  const { catchall } = def;
  const open = catchall && (catchall._zod.def as unknown as Definition).type !== 'never';
  const touches = [...keys.values()].some((plan) => plan.do !== 'keep');
  return { do: 'object', keys, rest: open ? down(catchall) : null, touches };
}

/** A part of the schema that neither masks nor has an object to strip (such as `z.json()`) needs no walk. */
function simplify(plan: OutputPlan): OutputPlan {
  return isInert(plan, new Set()) ? keep : plan;
}

function isInert(plan: OutputPlan | null, seen: Set<OutputPlan>): boolean {
  if (plan === null || plan.do === 'keep' || seen.has(plan)) return true;
  seen.add(plan);
  if (plan.do === 'array') return isInert(plan.item, seen);
  if (plan.do === 'record') return isInert(plan.value, seen);
  if (plan.do === 'tuple') return [...plan.items, plan.rest].every((inner) => isInert(inner, seen));
  if (plan.do === 'union') return plan.options.every((option) => isInert(option.plan, seen));
  // A lazy part met for the first time inside another: only a cycle back to `seen` is harmless
  return plan.do === 'lazy' && isInert(plan.plan(), seen);
}

/** The answer as this reader may see it. */
export function applyOutputPlan(plan: OutputPlan, value: unknown, masking: Masking): unknown {
  if (value === null || value === undefined) return value;
  switch (plan.do) {
    case 'keep':
      return value;
    case 'mask':
      return typeof value !== 'string' || masking.reveal(plan.kind)
        ? value
        : masking.maskText(plan.kind, value);
    case 'object':
      return isPlain(value) ? walkObject(plan, value, masking) : value;
    case 'array':
      return Array.isArray(value) ? walkArray(() => plan.item, value, masking) : value;
    case 'tuple':
      return Array.isArray(value)
        ? walkArray((i) => plan.items[i] ?? plan.rest ?? keep, value, masking)
        : value;
    case 'record':
      return isPlain(value) ? walkRecord(plan.value, value, masking) : value;
    case 'union':
      return walkUnion(plan.options, value, masking);
    case 'lazy':
      return applyOutputPlan(plan.plan(), value, masking);
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function walkObject(
  plan: Extract<OutputPlan, { do: 'object' }>,
  value: Record<string, unknown>,
  masking: Masking,
): unknown {
  let changed = false;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = plan.keys.get(key) ?? (key === '__proto__' ? null : plan.rest);
    if (!inner) {
      changed = true;
      continue;
    }
    const next = inner.do === 'keep' ? value[key] : applyOutputPlan(inner, value[key], masking);
    if (next !== value[key]) changed = true;
    out[key] = next;
  }
  return changed ? out : value;
}

function walkArray(planAt: (index: number) => OutputPlan, value: unknown[], masking: Masking): unknown[] {
  let out: unknown[] | null = null;
  for (let i = 0; i < value.length; i++) {
    const plan = planAt(i);
    if (plan.do === 'keep') continue;
    const next = applyOutputPlan(plan, value[i], masking);
    if (next === value[i]) continue;
    out ??= value.slice();
    out[i] = next;
  }
  return out ?? value;
}

function walkRecord(plan: OutputPlan, value: Record<string, unknown>, masking: Masking): unknown {
  if (plan.do === 'keep') return value;
  const out: Record<string, unknown> = {};
  let changed = false;
  for (const key of Object.keys(value)) {
    if (key === '__proto__') continue;
    out[key] = applyOutputPlan(plan, value[key], masking);
    if (out[key] !== value[key]) changed = true;
  }
  return changed ? out : value;
}

/**
 * A union is walked by every option that fits, one after the other: a value that fits two options must carry
 * the masks of both. One that fits none is not shown at all (the service is wrong; a log line tells).
 */
function walkUnion(
  options: readonly { schema: z.ZodType; plan: OutputPlan }[],
  value: unknown,
  masking: Masking,
): unknown {
  const fitting = options.filter((option) => option.schema.safeParse(value).success);
  if (fitting.length === 0) return null;
  if (typeof value !== 'object') {
    const masks = fitting.filter((option) => option.plan.do !== 'keep');
    return masks.reduce<unknown>((kept, option) => applyOutputPlan(option.plan, kept, masking), value);
  }
  const first = fitting[0];
  if (fitting.length === 1 && first) return applyOutputPlan(first.plan, value, masking);
  // Ambiguous: mask by all, strip by the first
  const masked = fitting.reduce<unknown>(
    (kept, option) => applyOutputPlan(loosened(option.plan), kept, masking),
    value,
  );
  return first ? applyOutputPlan(stripOnly(first.plan), masked, masking) : masked;
}

/** The same plan without leaving keys out, for values that several options describe. */
function loosened(plan: OutputPlan): OutputPlan {
  return plan.do === 'object' ? { ...plan, rest: plan.rest ?? keep } : plan;
}

/** Leaves unknown keys out and masks nothing a second time (masking is not idempotent for every kind). */
function stripOnly(plan: OutputPlan): OutputPlan {
  if (plan.do !== 'object') return keep;
  return { ...plan, keys: new Map([...plan.keys.keys()].map((key) => [key, keep])) };
}

/** Kinds a plan masks anywhere: the contract test lists which channels carry personal fields. */
export function masksOf(plan: OutputPlan, seen = new Set<OutputPlan>()): Set<MaskKind> {
  const found = new Set<MaskKind>();
  const add = (inner: OutputPlan | null) => {
    if (!inner || seen.has(inner)) return;
    seen.add(inner);
    for (const kind of masksOf(inner, seen)) found.add(kind);
  };
  if (plan.do === 'mask') found.add(plan.kind);
  else if (plan.do === 'object') [...plan.keys.values(), plan.rest].forEach(add);
  else if (plan.do === 'array') add(plan.item);
  else if (plan.do === 'tuple') [...plan.items, plan.rest].forEach(add);
  else if (plan.do === 'record') add(plan.value);
  else if (plan.do === 'union') plan.options.forEach((option) => add(option.plan));
  else if (plan.do === 'lazy') add(plan.plan());
  return found;
}
