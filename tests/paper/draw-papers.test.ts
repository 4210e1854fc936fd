import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isRoll, papersOf, type PrintKind } from '../../domain/paper/kinds.ts';
import {
  bitmapPng,
  composeDocument,
  defaultProfile,
  fontGlyphs,
  installedFonts,
  papers,
  renderEscpos,
  renderPdf,
  type RollPaper,
  type SheetPaper,
} from '../../main/printing/index.ts';
import { readerOf } from '../../main/services/masters.ts';
import { buildPaper } from '../../main/services/paper/build/index.ts';
import { revealAll } from '../../main/services/paper/masks.ts';
import { decoders } from '../printing/decoder/index.ts';
import { drawStream } from '../printing/support/draw-stream.ts';
import { readCodes } from '../printing/support/read-codes.ts';
import { everyPaper } from './every-paper.ts';
import { paperRig } from './rig.ts';

/** `DRAW_PAPERS=1 npx vitest run tests/paper/draw-papers.test.ts` puts the pictures into docs/papers. */
const out =
  process.env.DRAW_PAPERS === '1' ? fileURLToPath(new URL('../../docs/papers/', import.meta.url)) : null;

test('a picture played from the bytes alone is scanned back, for every paper of orders and stock', async () => {
  const rig = await paperRig({ seed: 91 });
  const fonts = installedFonts();
  const glyphs = fontGlyphs(fonts.regular, fonts.bold);
  if (out !== null) mkdirSync(out, { recursive: true });
  for (const [kind, id] of Object.entries(await everyPaper(rig)) as [PrintKind, string][]) {
    const built = buildPaper(readerOf(rig.outlet.store.read), kind, id, {
      atMs: Date.UTC(2026, 10, 21, 23, 41),
      copyNo: 1,
      by: '祁望春',
      language: 'zh',
      reveals: revealAll,
    });
    const paper = composeDocument(built.kind, built.data as never);
    const name = kind.replaceAll('_', '-');
    const rollId = papersOf(kind).find(isRoll);
    const roll = papers[rollId ?? 'roll80'] as RollPaper;
    const bytes = renderEscpos(paper, { ...defaultProfile, roll });
    const picture = drawStream(decoders[0]!.decode(bytes), roll.cells, glyphs);
    expect(await readCodes(picture), kind).toEqual([`QRCode ${built.number}`]);
    if (out === null) continue;
    if (rollId !== undefined)
      writeFileSync(join(out, `${name}-${rollId === 'roll58' ? 58 : 80}mm.png`), bitmapPng(picture));
    const sheet = papersOf(kind).find((one) => !isRoll(one));
    if (sheet === undefined) continue;
    const pdf = join(out, `${name}-${sheet}.pdf`);
    writeFileSync(pdf, await renderPdf(paper, papers[sheet] as SheetPaper, fonts, 0));
    spawnSync('pdftoppm', [
      '-r',
      sheet.startsWith('label') ? '203' : '80',
      '-gray',
      '-png',
      '-singlefile',
      pdf,
      pdf.slice(0, -4),
    ]);
    rmSync(pdf);
  }
}, 120_000);
