import { nameGrams, type IndexedDoc } from './grams.ts';
import { PairNumbers } from './pair-numbers.ts';
import { PlaceLists } from './place-lists.ts';
import { codePoints, SEP } from './text.ts';

const ROOT = -1;

/**
 * The lists of the same grams as `docGrams` gives one document at a time, gathered over a whole block. A gram of up to
 * three characters is told by the number of the one before it and its last character, so no string is made for the
 * hundred grams of every document.
 */
export class GatheredGrams {
  readonly #characters = new Map<string, number>();
  readonly #grams = new PairNumbers();
  readonly #gramLists = new PlaceLists();
  readonly #names = new Map<string, number>();
  readonly #nameLists = new PlaceLists();

  /** Documents come by rising place. */
  add(doc: IndexedDoc, place: number): void {
    const points = codePoints(doc.body);
    let before = ROOT;
    let pair = ROOT;
    for (let i = 0; i < points.length; i++) {
      const point = points[i]!;
      const character = numberOf(this.#characters, point);
      const isEnd = point === SEP;
      // a separator stands first or not at all
      if (pair !== ROOT && !isEnd) this.#list(this.#grams.numberOf(pair, character), place);
      pair = before === ROOT || isEnd ? ROOT : this.#list(this.#grams.numberOf(before, character), place);
      before = this.#grams.numberOf(ROOT, character);
      if (!isEnd) this.#list(before, place);
    }
    for (const name of nameGrams(doc)) this.#nameLists.add(numberOf(this.#names, name), place);
  }

  /** Every gram with its rising places. */
  *lists(): Generator<readonly [gram: string, places: () => number[]], void, void> {
    const characters = [...this.#characters.keys()];
    const texts: string[] = [];
    for (let gram = 0; gram < this.#grams.count; gram++) {
      // what a gram begins with was numbered before it
      const text = (texts[this.#grams.leftOf(gram)] ?? '') + characters[this.#grams.rightOf(gram)]!;
      texts.push(text);
      if (text !== SEP) yield [text, () => this.#gramLists.placesOf(gram)];
    }
    for (const [name, list] of this.#names) yield [name, () => this.#nameLists.placesOf(list)];
  }

  #list(gram: number, place: number): number {
    this.#gramLists.add(gram, place);
    return gram;
  }
}

function numberOf(numbers: Map<string, number>, text: string): number {
  let number = numbers.get(text);
  if (number === undefined) numbers.set(text, (number = numbers.size));
  return number;
}
