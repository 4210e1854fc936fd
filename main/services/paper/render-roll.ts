import {
  defaultProfile,
  fontGlyphs,
  installedFonts,
  type Paper,
  renderEscpos,
  type RollPaper,
} from '../../printing/index.ts';
import type { PrinterRow } from './routes.ts';

/** The stream of a roll printer. */
export function renderRoll(printer: Pick<PrinterRow, 'chinese'>, paper: Paper, roll: RollPaper): Uint8Array {
  const picture = printer.chinese === 'picture';
  const profile = {
    ...defaultProfile,
    roll,
    chinese: picture ? ('picture' as const) : ('bytes' as const),
  };
  return renderEscpos(paper, profile, picture ? glyphs() : undefined);
}

let drawn: ReturnType<typeof fontGlyphs> | null = null;
/** The shipped font's shapes; read once, ten megabytes, only where a printer knows no Chinese. */
const glyphs = () => (drawn ??= fontGlyphs(installedFonts().regular, installedFonts().bold));
