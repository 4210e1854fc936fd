import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { readCatalogues } from '../../i18n/catalogues.ts';

type Theme = 'light' | 'dark';
type Language = 'zh' | 'en';

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds serious or critical on the page as it stands, one line per rule: everything in the first theme,
 * the colours in the others. The page must have been asked for less motion: its colours then change at once.
 */
export async function axeAt(page: Page, themes: readonly Theme[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return page.evaluate(async (wanted) => {
    interface Found {
      violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
    }
    const { axe } = window as unknown as { axe: { run(options: object): Promise<Found> } };
    const root = document.documentElement;
    const before = root.dataset['theme'];
    const lines: string[] = [];
    for (const [at, theme] of wanted.entries()) {
      root.dataset['theme'] = theme;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const runOnly =
        at === 0
          ? { type: 'tag', values: ['wcag2a', 'wcag2aa'] }
          : { type: 'rule', values: ['color-contrast'] };
      const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
      for (const one of violations)
        if (one.impact === 'serious' || one.impact === 'critical')
          lines.push(`${theme}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
    }
    root.dataset['theme'] = before;
    return lines;
  }, themes);
}

/** Pieces of text and names for readers as they stand on the page, visible ones only. */
export function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.nodeValue ?? '').trim();
      const holder = node.parentElement;
      if (text === '' || holder === null || holder.closest('kbd') || !holder.checkVisibility()) continue;
      // Words of somebody else's paper, said to be in their own language
      if (holder.closest('[lang]:not(html)')) continue;
      found.add(text);
    }
    for (const name of ['aria-label', 'placeholder', 'title'])
      for (const one of document.querySelectorAll(`[${name}]`)) {
        const text = one.getAttribute(name)?.trim();
        if (text !== undefined && text !== '' && one.checkVisibility()) found.add(text);
      }
    return [...found];
  });
}

/** The sentences that only this language has; a place for a value stands for any text. */
async function sentencesOf(language: Language): Promise<RegExp[]> {
  const own = await readCatalogues(language);
  const other = await readCatalogues(language === 'zh' ? 'en' : 'zh');
  const enough = language === 'zh' ? /[\u4e00-\u9fff]{2}/ : /[A-Za-z]{4}/;
  const found = new Set<string>();
  for (const [name, words] of own)
    for (const [key, text] of words) {
      const constant = text.replace(/\{\{.*?\}\}/g, '');
      const same = other.get(name)?.get(key) === text;
      if (key === 'otherLanguage' || same || !enough.test(constant)) continue;
      found.add(
        text
          .split(/\{\{.*?\}\}/)
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.+'),
      );
    }
  return [...found].map((source) => new RegExp(`^${source}$`));
}

// A language is named in its own script
const own = new Set(['中文', 'English']);
const foreign: Record<Language, RegExp[]> = { zh: await sentencesOf('en'), en: await sentencesOf('zh') };

/** Keys nobody translated, values nobody filled in, and sentences of ours in the other language. */
export function badWords(texts: readonly string[], language: Language): string[] {
  const raw = /^(?:[a-z]+:)?[a-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+$/;
  const broken = /\{\{|\}\}|\[object |\bundefined\b|\bNaN\b|Invalid Date/;
  return texts.filter(
    (text) =>
      !own.has(text) &&
      (raw.test(text) || broken.test(text) || foreign[language].some((one) => one.test(text))),
  );
}

/** What reaches over an edge of the window and can be got at by no scrolling, and boxes that scroll twice. */
export function overEdges(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lines: string[] = [];
    const root = document.documentElement;
    const say = (what: string, one: Element) =>
      lines.push(
        `${what}: ${one.tagName.toLowerCase()}.${one.className} «${(one.textContent ?? '').slice(0, 40)}»`,
      );
    if (root.scrollWidth > innerWidth + 1) lines.push(`the page is ${root.scrollWidth} wide`);
    if (root.scrollHeight > innerHeight + 1) lines.push(`the page is ${root.scrollHeight} high`);
    const scrolls = (one: Element, axis: 'x' | 'y') => {
      const style = getComputedStyle(one);
      return /auto|scroll/.test(axis === 'x' ? style.overflowX : style.overflowY);
    };
    const scroller = (one: Element, axis: 'x' | 'y'): Element | null => {
      for (let box = one.parentElement; box !== null; box = box.parentElement)
        if (scrolls(box, axis)) return box;
      return null;
    };
    const controls = 'button, a[href], input, select, textarea, [role="tab"], [role="radio"], h1';
    for (const one of document.querySelectorAll<HTMLElement>(controls)) {
      const box = one.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || !one.checkVisibility()) continue;
      if (
        one.closest('.visually-hidden, [inert], [aria-hidden="true"]') ||
        getComputedStyle(one).opacity === '0'
      )
        continue;
      if ((box.right > innerWidth + 1 || box.left < -1) && !scroller(one, 'x')) say('beside the window', one);
      if ((box.bottom > innerHeight + 1 || box.top < -1) && !scroller(one, 'y')) say('below the window', one);
      // Cut by a box that hides what does not fit
      for (let outer = one.parentElement; outer !== null; outer = outer.parentElement) {
        const style = getComputedStyle(outer);
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const room = outer.getBoundingClientRect();
        // For readers alone, not for the eye
        if (room.width < 2 || room.height < 2) break;
        const cutX =
          /hidden|clip/.test(style.overflowX) && (box.right > room.right + 2 || box.left < room.left - 2);
        const cutY =
          /hidden|clip/.test(style.overflowY) && (box.bottom > room.bottom + 2 || box.top < room.top - 2);
        if (cutX || cutY) {
          say(`cut ${cutX ? 'beside' : 'below'} by .${outer.className}`, one);
          break;
        }
        if (scrolls(outer, 'x') || scrolls(outer, 'y')) break;
      }
    }
    for (const one of document.querySelectorAll('*')) {
      if (!scrolls(one, 'y') || one.scrollHeight <= one.clientHeight + 1 || !one.checkVisibility()) continue;
      const outer = scroller(one, 'y');
      if (outer && outer.scrollHeight > outer.clientHeight + 1 && one.tagName !== 'TEXTAREA')
        say(`scrolls inside .${outer.className}, which scrolls`, one);
    }
    return [...new Set(lines)];
  });
}

/** The element that hears the keyboard, or null where nothing does. */
export function focusedOn(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const one = document.activeElement;
    return one === null || one === document.body ? null : `${one.tagName.toLowerCase()}.${one.className}`;
  });
}

/** What the list of keys says: every line with its caps. */
export function keyLines(page: Page): Promise<{ caps: string[]; words: string }[]> {
  return page.locator('.ui-keyhelp li').evaluateAll((lines) =>
    lines.map((line) => ({
      caps: [...line.querySelectorAll('kbd')].map((cap) => cap.textContent ?? ''),
      words: line.querySelector('span')?.textContent?.trim() ?? '',
    })),
  );
}

/** Keys that stand in one list with two meanings, and lines without words. */
export function clashes(lines: readonly { caps: string[]; words: string }[]): string[] {
  const meaning = new Map<string, string>();
  const found: string[] = [];
  for (const { caps, words } of lines) {
    if (words === '' || caps.length === 0 || caps.includes(''))
      found.push(`no words: ${caps.join(' ')} ${words}`);
    // Esc leaves what lies on top, one after the other
    for (const cap of caps.filter((one) => one !== 'Esc')) {
      const other = meaning.get(cap);
      if (other !== undefined && other !== words) found.push(`${cap}: ${other} / ${words}`);
      meaning.set(cap, words);
    }
  }
  return found;
}

/** Whatever would still move, fade or slide for a person who asked for less motion. */
export function motions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const long = (list: string) => list.split(',').some((one) => Number.parseFloat(one) > 0.01);
    return [...document.querySelectorAll('*')]
      .filter((one) => {
        const style = getComputedStyle(one);
        const moves = style.animationName !== 'none' && long(style.animationDuration);
        return moves || (style.transitionProperty !== 'none' && long(style.transitionDuration));
      })
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`);
  });
}
