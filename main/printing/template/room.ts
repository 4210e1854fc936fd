import type { PaperId } from '../../../domain/paper/kinds.ts';
import type { TemplateRoom } from '../../../domain/paper/template/check.ts';
import { mostLogoDots } from '../../../domain/paper/template/shape.ts';
import type { DocumentKind } from '../documents/index.ts';
import { papers } from '../layout/papers.ts';
import { fontCoverage } from '../render/font-coverage.ts';
import { installedFonts } from '../render/fonts.ts';
import { paperFields } from './standard.ts';

/** What templates of a document on a paper are measured against. The font is read when the first letter is asked for. */
export function templateRoom(kind: DocumentKind, paper: PaperId): TemplateRoom {
  const size = papers[paper];
  let covers: ((char: string) => boolean) | null = null;
  return {
    fields: paperFields(kind),
    cells: size.kind === 'roll' ? size.cells : null,
    dots:
      size.kind === 'roll'
        ? size.dots
        : // A picture on a page is shown dot by dot at 96 to the inch.
          Math.min(
            mostLogoDots.width,
            Math.floor(((size.widthMicrons - 2 * size.marginMicrons) / 25_400) * 96),
          ),
    hasGlyph: (char) => (covers ??= fontCoverage(installedFonts().regular))(char),
  };
}
