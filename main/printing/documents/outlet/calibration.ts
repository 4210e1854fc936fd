import type { Paper, PaperNode } from '../../layout/tree.ts';
import { paperWords } from '../../words/index.ts';
import { type DocumentBase, markLine } from '../common.ts';

/** Data of the page that proves a printer can do what the slips need. */
export type CalibrationData = DocumentBase & { printerName: string };

/**
 * 校准页: Chinese, the signs that printers get wrong (· ￥ ① ± — 𠮷 é), bars that must line up, both codes. A person
 * looks at it once per printer and chooses bytes or pictures for it.
 */
export function calibration(data: CalibrationData): Paper {
  const words = paperWords(data.language);
  const probe = (text: string): PaperNode => ({
    kind: 'columns',
    cells: [{ text: '|', width: 1 }, { text }, { text: '|', width: 1 }],
  });
  return {
    title: words.calibration,
    language: data.language,
    nodes: [
      { kind: 'line', text: words.calibration, size: 'big', bold: true, align: 'center' },
      { kind: 'line', text: data.printerName, align: 'center' },
      { kind: 'line', text: words.calibrationHint },
      probe('0123456789 ABCDEFGHIJ abcdefghij'),
      probe('空调热水器净水器烟灶智能锁'),
      probe('栖云里1栋·104铺 ￥12.50 ①±—…'),
      probe('é ü Ω α 35℃ 【】《》“”'),
      probe('龘䶮㛃𠮷'),
      { kind: 'rule' },
      { kind: 'code128', data: data.number },
      { kind: 'qr', data: data.number },
      markLine(data.mark, words),
      { kind: 'cut' },
    ],
  };
}
