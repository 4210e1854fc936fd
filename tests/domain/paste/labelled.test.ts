import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LabelledCase, scoreCases } from '../../../domain/paste/score.ts';

const now = Date.parse('2026-03-18T02:00:00Z');
const load = (name: string): LabelledCase[] =>
  (
    JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')) as {
      cases: LabelledCase[];
    }
  ).cases;

describe('labelled texts', () => {
  it('reads the fifty given texts: at least 48 wholly, every phone', () => {
    const score = scoreCases(load('address/pasted-text.json'), { now });
    expect(score.total).toBe(50);
    expect(score.right.phone).toBe(score.total);
    expect(score.allRight, JSON.stringify(score.failed)).toBeGreaterThanOrEqual(48);
  });

  it('reads the hard texts of our own', () => {
    const score = scoreCases(load('paste-more.json'), { now });
    expect(score.failed).toEqual([]);
  });
});
