import { expect } from '@playwright/test';
import { ScreenPage } from '../pages/screen.ts';
import { axeAt, badWords, clashes, focusedOn, keyLines, motions, overEdges, textsOn } from './checks.ts';

export interface Size {
  width: number;
  height: number;
}

/** A common screen last: what follows is done at its size. */
const sizes: readonly Size[] = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
];

/** Goes from screen to screen and writes down what is wrong: one run tells everything. */
export class Sweep extends ScreenPage {
  readonly findings: string[] = [];

  say(where: string, what: string, lines: readonly string[]): void {
    for (const line of lines) this.findings.push(`${where} · ${what}: ${line}`);
  }

  /** Opens a screen; whatever had the focus before, something there has it now. */
  async open(hash: string): Promise<void> {
    await this.go(hash);
    await expect.poll(() => focusedOn(this.page), `focus on ${hash}`).not.toBeNull();
  }

  async judge(hash: string, language: 'zh' | 'en'): Promise<void> {
    await this.open(hash);
    this.say(hash, 'axe', await axeAt(this.page, ['light', 'dark']));
    this.say(hash, 'words', badWords(await textsOn(this.page), language));
    for (const size of sizes) await this.judgeEdges(hash, size);
    this.say(hash, 'motion', await motions(this.page));
    await this.judgeKeys(hash, language);
  }

  /** The page as it stands at a size; the frames after the change are what a person sees. */
  async judgeEdges(where: string, size: Size): Promise<void> {
    await this.page.setViewportSize(size);
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    this.say(where, `${size.width}×${size.height}`, await overEdges(this.page));
  }

  /** Every key of the screen stands in the list with words of its own, and the list gives the focus back. */
  async judgeKeys(where: string, language: 'zh' | 'en'): Promise<void> {
    // In a field a question mark is text; F1 asks there
    await this.press('F1');
    await expect(this.dialog.locator('.ui-keyhelp')).toBeVisible();
    const lines = await keyLines(this.page);
    this.say(where, 'keys', lines.length > 0 ? clashes(lines) : ['none is listed']);
    this.say(
      where,
      'words of keys',
      badWords(
        lines.map((line) => line.words),
        language,
      ),
    );
    await this.press('Escape');
    await expect(this.dialog).toHaveCount(0);
    await expect.poll(() => focusedOn(this.page), `focus after the list of ${where}`).not.toBeNull();
  }
}
