import type { MeasureText } from '../../../../domain/paper/form-place.ts';

let kept: CanvasRenderingContext2D | null = null;

/** Width in em as this window draws it; the paper is measured again by the font it is printed with. */
export const windowMeasure: MeasureText = (text, bold) => {
  kept ??= document.createElement('canvas').getContext('2d');
  if (kept === null) return [...text].length;
  kept.font = `${bold ? '700' : '400'} 100px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif`;
  return kept.measureText(text).width / 100;
};
