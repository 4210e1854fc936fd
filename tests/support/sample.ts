import { globalRegistry, type z } from 'zod';

/** Texts that some schema of ours may want; the first that fits is taken. */
const texts = [
  'a',
  '2026-11-22',
  '510101',
  '08:00',
  '13000000101',
  '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee',
  'image/png',
  'f'.repeat(64),
  'request-0001',
  'zh',
  '100',
  'A1',
  '211.0',
  'https://example.com/api',
  '127.0.0.1',
  'T1',
  'aaaaaaaaaa',
  '2026-11',
  'orders.read',
];

export class NoSample extends Error {}

/** What zod keeps of a schema, as far as it is read here; which fields are there follows from `type`. */
interface Definition {
  type: string;
  shape: Record<string, z.ZodType>;
  element: z.ZodType;
  items: z.ZodType[];
  valueType: z.ZodType;
  options: z.ZodType[];
  innerType?: z.ZodType;
  getter: () => z.ZodType;
  in: z.ZodType;
  out: z.ZodType;
  values: unknown[];
  entries: Record<string, unknown>;
}

/**
 * A value that fits a schema, made from the schema itself. `marked` is put wherever a personal field stands.
 * Throws NoSample where it finds none.
 */
export function sampleOf(schema: z.ZodType, marked: string | null = null, depth = 0): unknown {
  const mark = (globalRegistry.get(schema) as { mask?: string } | undefined)?.mask;
  if (mark && marked !== null) return marked;
  const def = schema._zod.def as unknown as Definition;
  const down = (inner: z.ZodType) => sampleOf(inner, marked, depth + 1);
  if (depth > 12) throw new NoSample('too deep');
  switch (def.type) {
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([key, inner]) => [key, down(inner)]));
    case 'array':
      return firstFitting(
        schema,
        [[], [down(def.element)], [down(def.element), down(def.element)]].reverse(),
      );
    case 'tuple':
      return def.items.map(down);
    case 'record':
      return firstFitting(schema, [{ a: down(def.valueType) }, {}]);
    case 'union':
      return down(def.options[0] as z.ZodType);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return down(def.innerType as z.ZodType);
    case 'lazy':
      return depth > 6 ? null : down(def.getter());
    case 'pipe':
      return down(def.in);
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[0];
    case 'boolean':
      return firstFitting(schema, [true, false]);
    case 'null':
      return null;
    case 'number':
    case 'int':
      return firstFitting(schema, [1, 0, 12, 100, 1000, 1_795_000_000_000]);
    case 'string':
      return firstFitting(schema, texts);
    case 'unknown':
    case 'any':
      return 'a';
    default:
      throw new NoSample(def.type);
  }
}

function firstFitting(schema: z.ZodType, candidates: unknown[]): unknown {
  const found = candidates.find((candidate) => schema.safeParse(candidate).success);
  if (found === undefined) throw new NoSample(String((schema._zod.def as unknown as Definition).type));
  return found;
}

/** Every object property of a schema, at any depth, with its path. */
export function* propertiesOf(
  schema: z.ZodType,
  path = '',
  depth = 0,
): Generator<{ path: string; key: string; schema: z.ZodType }> {
  const def = schema._zod.def as unknown as Definition;
  if (depth > 10) return;
  const inner: z.ZodType[] = [
    ...(def.type === 'array' ? [def.element] : []),
    ...(def.type === 'union' ? def.options : []),
    ...(def.type === 'record' ? [def.valueType] : []),
    ...(def.type === 'tuple' ? def.items : []),
    ...(def.innerType ? [def.innerType] : []),
    ...(def.type === 'pipe' ? [def.out] : []),
  ];
  for (const one of inner) yield* propertiesOf(one, path, depth + 1);
  if (def.type !== 'object') return;
  for (const [key, value] of Object.entries(def.shape)) {
    const at = path === '' ? key : `${path}.${key}`;
    yield { path: at, key, schema: value };
    yield* propertiesOf(value, at, depth + 1);
  }
}

/** The mask of a field, looking through optional, nullable and the like. */
export function markOf(schema: z.ZodType): string | null {
  for (let at: z.ZodType | undefined = schema; at; ) {
    const mark = (globalRegistry.get(at) as { mask?: string } | undefined)?.mask;
    if (mark) return mark;
    const def = at._zod.def as unknown as Definition;
    at = def.innerType ?? (def.type === 'array' ? def.element : undefined);
  }
  return null;
}

/** True when a text can stand here. */
export function holdsText(schema: z.ZodType): boolean {
  const def = schema._zod.def as unknown as Definition;
  if (def.type === 'string') return true;
  if (def.innerType) return holdsText(def.innerType);
  return def.type === 'array' ? holdsText(def.element) : false;
}
