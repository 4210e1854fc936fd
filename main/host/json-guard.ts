import { hash } from 'node:crypto';
import { Fault } from '../../domain/kernel/fault.ts';

/**
 * Inputs are JSON values and nothing else. In process and over a message port anything a structured clone can
 * carry may arrive (NaN, Date, cycles), and JSON text can carry keys that would reach a prototype; both end here.
 */
const maxDepth = 24;
const poisoned = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses what is not JSON with `input_invalid` naming the place; answers its canonical text (sorted keys). */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0);
}

function write(value: unknown, path: string, depth: number): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw refused(path, 'not_a_number');
      return JSON.stringify(value);
    case 'object':
      break;
    default:
      throw refused(path, 'not_json');
  }
  if (depth >= maxDepth) throw refused(path, 'too_deep');
  if (Array.isArray(value)) {
    return `[${value.map((item, i) => write(item ?? null, `${path}[${i}]`, depth + 1)).join(',')}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  // A record of another realm (worker, test runner) is still a plain object: its prototype has none above
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw refused(path, 'not_json');
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const at = path === '' ? key : `${path}.${key}`;
    if (poisoned.has(key)) throw refused(at, 'forbidden_key');
    const inner = (value as Record<string, unknown>)[key];
    if (inner === undefined) continue;
    parts.push(`${JSON.stringify(key)}:${write(inner, at, depth + 1)}`);
  }
  return `{${parts.join(',')}}`;
}

function refused(path: string, problem: string): Fault {
  return new Fault('input_invalid', { field: path.slice(0, 120) || 'input', problem });
}

/** Fields that hold secrets. A hash over a six-digit PIN in the operation log would be the PIN. */
const secretField = /^(pin|.*Pin|password|.*Secret|secret|token|.*Key)$/;
const mayHoldSecret = /"(\w*[pP]in|password|\w*[sS]ecret|token|\w*Key)":/;

/**
 * SHA-256 hex of a channel with its input: tells a repeated request from a reused id. Secret fields are left out.
 */
export function hashInput(channel: string, canonical: string): string {
  const text = mayHoldSecret.test(canonical)
    ? JSON.stringify(JSON.parse(canonical, withoutSecrets))
    : canonical;
  return hash('sha256', `${channel}\n${text}`, 'hex');
}

function withoutSecrets(key: string, value: unknown): unknown {
  return secretField.test(key) ? undefined : value;
}
