/** The little of fontkit that the picture lines use (the package carries no types). */
declare module 'fontkit' {
  export interface OutlineCommand {
    command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
    args: number[];
  }
  export interface OutlineFont {
    unitsPerEm: number;
    /** Of the line box, font units above the base line. */
    ascent: number;
    characterSet: number[];
    hasGlyphForCodePoint(code: number): boolean;
    glyphForCodePoint(code: number): { advanceWidth: number; path: { commands: OutlineCommand[] } };
  }
  export function openSync(file: string): OutlineFont;
}
