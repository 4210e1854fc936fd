import type { PaperField } from '../../../../domain/paper/template/fields.ts';
import type { TemplateBlock } from '../../../../domain/paper/template/shape.ts';
import type { Words } from '../../../i18n/index.ts';

type InLanguage = (zh: string | null | undefined, en: string | null | undefined) => string;

/** How a thing of the paper is called in lists: with its section, since several have a date. */
export function fieldNames(fields: readonly PaperField[], inLanguage: InLanguage) {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const name = (id: string): string => {
    const field = byId.get(id);
    if (field === undefined) return id;
    const own = inLanguage(field.zh, field.en) || field.sample;
    const section = byId.get(`${id.slice(0, id.indexOf('.'))}.title`);
    return section === undefined || section.id === id || field.head
      ? own
      : `${inLanguage(section.zh, section.en).replace(/ ?\d.*$/u, '')} · ${own}`;
  };
  return { byId, name };
}

/** One line about a block, for the list of blocks. */
export function blockText(block: TemplateBlock, name: (id: string) => string, t: Words): string {
  switch (block.block) {
    case 'head':
    case 'fields':
      return block.items
        .map((item) => name(item.field).replace(/^.* · /u, ''))
        .join(t('papertemplates:comma'));
    case 'section':
    case 'line':
    case 'part':
      return name(block.field);
    case 'table':
      return t('papertemplates:columnsOf', { n: block.items.length });
    case 'text':
      return block.zh || block.en;
    case 'qr':
      return block.text;
    case 'logo':
      return `${block.width} × ${block.height}`;
    case 'rule':
      return t(`papertemplates:rules.${block.style}`);
    case 'space':
      return t('papertemplates:linesOf', { n: block.lines });
    case 'use':
      return block.piece;
  }
}
