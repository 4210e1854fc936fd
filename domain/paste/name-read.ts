/** Chooses the chunk that is the person's name: by label, by form, by standing beside the phone or at an edge. */
import type { KindOfChunk } from './address.ts';
import { type Canvas, type Chunk, spanOf } from './canvas.ts';
import { cleanName, nameScore } from './names.ts';
import type { Region } from './region.ts';
import type { PasteQuestion, Reading } from './types.ts';

export interface NameInput {
  rest: readonly Chunk[];
  address: readonly Chunk[];
  kindOf: (chunk: Chunk) => KindOfChunk;
  labelled: (chunk: Chunk) => boolean;
  atPhone: (chunk: Chunk) => boolean;
  stuckName: (text: string) => number;
  region: Region;
}

export interface NameRead {
  name: Reading<string> | null;
  /** Chunks that became the name. */
  used: Chunk[];
  /** The address without a name that was stuck to it. */
  address: Chunk[];
  questions: PasteQuestion[];
}

interface Candidate {
  chunk: Chunk;
  name: string;
  score: number;
  labelled: boolean;
}

/** What may stand before a name in the same run of talk: "帮忙派单 老客户汪大爷". */
const headTalk = /^(?:我是|我叫|这是|找|请找|联系|老客户|新客户|客户|用户|业主|姓名|名字写?|叫)/;

export function readNames(canvas: Canvas, input: NameInput): NameRead {
  const { rest } = input;
  const candidates = rest
    .map((chunk, i) => candidateOf(canvas, input, chunk, i === 0 || i === rest.length - 1))
    .filter((candidate) => candidate.score >= 3)
    .sort((a, b) => b.score - a.score || a.chunk.start - b.chunk.start);
  const [best, second] = candidates;
  const stuck = best === undefined || (!best.labelled && best.score < 7) ? stuckOf(input) : null;
  if (stuck !== null) {
    const address = input.address.map((chunk) => (chunk === stuck.chunk ? stuck.head : chunk));
    return { name: readingOf(canvas, stuck.name, 'likely'), used: [], address, questions: [] };
  }
  if (best === undefined) return { name: null, used: [], address: [...input.address], questions: [] };
  const close =
    second !== undefined &&
    !best.labelled &&
    second.score >= best.score - 1 &&
    nameScore(second.name) >= 3 &&
    second.name !== best.name;
  const questions: PasteQuestion[] = close
    ? [{ code: 'name_unclear', choices: [best.name, second.name] }]
    : [];
  const certainty = best.labelled ? 'certain' : close || best.score < 5 ? 'unsure' : 'likely';
  return {
    name: readingOf(canvas, { ...best.chunk, text: best.name }, certainty),
    used: rest.filter(
      (chunk) => chunk === best.chunk || (cleanName(chunk.text) === best.name && chunk !== best.chunk),
    ),
    address: [...input.address],
    questions,
  };
}

function candidateOf(canvas: Canvas, input: NameInput, chunk: Chunk, edge: boolean): Candidate {
  const name = cleanName(chunk.text);
  const labelled = input.labelled(chunk);
  let score = nameScore(name);
  const headed = headTalk.test(chunk.text) && name !== chunk.text;
  if (labelled && score > -4 && name.length < 20) return { chunk, name, score: 20 + score, labelled };
  const kind = input.kindOf(chunk);
  if (kind === 'goods' || kind === 'place') score -= 8;
  if (kind === 'talk' && !headed && score < 4) score -= 8;
  if (input.atPhone(chunk)) score += 3;
  else if (edge) score += 2;
  if (headed) score += 3;
  if (chunk.paren) score -= 2;
  // "太阳鲜鲜 盐田区": what stands right before the division
  if (/^[\s,]*\u0002/.test(canvas.work.slice(chunk.end, chunk.end + 4))) score += 1;
  return { chunk, name, score, labelled };
}

function stuckOf(input: NameInput): { chunk: Chunk; head: Chunk; name: Chunk } | null {
  for (const chunk of [...input.address].reverse()) {
    const last = chunk === input.address.at(-1);
    if (!last && !input.atPhone(chunk)) continue;
    const at = input.stuckName(chunk.text);
    if (at < 0) continue;
    const middle = chunk.start + at;
    return {
      chunk,
      head: { ...chunk, end: middle, text: chunk.text.slice(0, at) },
      name: { ...chunk, start: middle, text: chunk.text.slice(at) },
    };
  }
  return null;
}

function readingOf(canvas: Canvas, chunk: Chunk, certainty: Reading<string>['certainty']): Reading<string> {
  // the span is the name itself where it stands in the chunk unchanged
  const raw = canvas.normal.text.slice(chunk.start, chunk.end);
  const at = raw.indexOf(chunk.text);
  const start = at < 0 ? chunk.start : chunk.start + at;
  return {
    value: chunk.text,
    spans: [spanOf(canvas, start, at < 0 ? chunk.end : start + chunk.text.length)],
    certainty,
  };
}
