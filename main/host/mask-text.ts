import { maskText as styled } from '../../domain/access/masks.ts';
import type { MaskKind } from '../../preload/contract/define.ts';

/**
 * A marked text as a reader without the permission sees it. Free text goes as a whole: what a person typed into a
 * remark may be a name, a number or a door.
 */
export function maskText(kind: MaskKind, text: string): string {
  switch (kind) {
    case 'name':
      return styled(text, 'surname');
    case 'phone':
      return styled(text, 'middle');
    case 'address':
      return styled(text, 'county');
    case 'code':
      return styled(text, 'ends');
    case 'text':
      return text === '' ? '' : '****';
  }
}
