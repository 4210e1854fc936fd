import { expect, type Locator } from '@playwright/test';
import { ScreenPage } from './screen.ts';

/** 回单: the field for the code, and the form of the slip that lies open. */
export class VisitsPage extends ScreenPage {
  readonly scanField = this.page.locator('.vis-scan input');
  readonly form = this.page.locator('.vis-form');
  readonly head = this.page.locator('.vis-head');
  readonly done = this.page.locator('.vis-done');
  readonly refused = this.page.locator('.vis-scan [role="alert"], .vis-scan .ui-error');

  async open(): Promise<void> {
    await this.go('/visits');
    await expect(this.scanField).toBeFocused();
  }

  /** A scanner types the code into the field that has the focus and ends with Enter. */
  async scan(code: string): Promise<void> {
    await expect(this.scanField).toBeFocused();
    await this.page.keyboard.insertText(code);
    await this.press('Enter');
  }

  field(name: string): Locator {
    // By its label, not its role: while a list lies open over the form the rest of it has no roles for a reader
    return this.form.locator('input').and(this.form.getByLabel(name, { exact: true }));
  }

  /** Types into the field that Enter has led to, and goes on with Enter. */
  async type(name: string, text: string): Promise<void> {
    await expect(this.field(name)).toBeFocused();
    // Long ones at once: sign by sign costs a slow machine a second each
    if (text.length < 6) await this.page.keyboard.type(text);
    else await this.page.keyboard.insertText(text);
    await expect(this.field(name)).toHaveValue(text);
    await this.press('Enter');
  }

  /** One letter of a row of letters that has the focus. */
  async letter(group: string, letter: string): Promise<void> {
    await expect(this.form.getByRole('radiogroup', { name: group })).toBeFocused();
    await this.press(letter);
  }

  readonly shots = this.form.locator('.vis-shots');
  /** Places that have their photo. */
  readonly shotsThere = this.page.locator('.vis-shot-there');
  readonly shotFaults = this.page.locator('.vis-shots .ui-error');

  /** Photos let fall on the page, or pasted: both come as a DataTransfer of files. */
  async give(
    way: 'drop' | 'paste',
    files: readonly { name: string; type: string; bytes: Buffer }[],
  ): Promise<void> {
    await this.page.evaluate(
      ([how, list]) => {
        const data = new DataTransfer();
        for (const { name, type, text } of list)
          data.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name, { type }));
        window.dispatchEvent(
          how === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      [way, files.map(({ name, type, bytes }) => ({ name, type, text: bytes.toString('base64') }))] as const,
    );
  }

  /**
   * What a scanner does to the field that has the focus, at its speed on any machine: a key every 5 ms, each followed by
   * what it types, and Enter.
   */
  async scanHere(code: string): Promise<void> {
    await this.page.evaluate((text) => {
      const field = document.activeElement as HTMLInputElement;
      let atMs = performance.now();
      const press = (key: string) => {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        // As the browser stamps a real key: when it was pressed, not when a busy page gets round to it
        atMs += 5;
        Object.defineProperty(event, 'timeStamp', { value: atMs });
        return field.dispatchEvent(event);
      };
      const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      for (const key of text) {
        if (!press(key)) continue;
        put?.call(field, field.value + key);
        field.dispatchEvent(new InputEvent('input', { data: key, bubbles: true }));
      }
      press('Enter');
    }, code);
  }

  /** A view of the list, by the arrows. */
  async view(label: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: label, exact: true });
    await this.page.locator('.vis-lists [role="tab"][aria-selected="true"]').focus();
    const all = this.page.locator('.vis-lists [role="tab"]');
    for (let steps = await all.count(); steps > 0; steps -= 1) {
      if ((await tab.getAttribute('aria-selected')) === 'true') break;
      await this.press('ArrowRight');
    }
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await this.atRest();
  }
}
