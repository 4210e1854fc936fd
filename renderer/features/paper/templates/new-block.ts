import type { PaperField } from '../../../../domain/paper/template/fields.ts';
import { fieldsOf, type TemplateBlock, type TemplateBody } from '../../../../domain/paper/template/shape.ts';

/** What may be added: of the paper's own things those that are left, and what the outlet brings. */
export function newBlocks(
  body: TemplateBody,
  fields: readonly PaperField[],
): { id: string; field?: string; block: TemplateBlock }[] {
  const used = new Set([...body.blocks, ...Object.values(body.pieces).flat()].flatMap(fieldsOf));
  const left = fields.filter((field) => !used.has(field.id));
  const out: { id: string; field?: string; block: TemplateBlock }[] = [
    { id: 'text', block: { block: 'text', zh: '', en: '' } },
    { id: 'fields', block: { block: 'fields', items: [] } },
    { id: 'rule', block: { block: 'rule', style: 'solid' } },
    { id: 'space', block: { block: 'space', lines: 1 } },
    { id: 'qr', block: { block: 'qr', text: 'https://', dots: 4, align: 'center' } },
  ];
  if (!body.blocks.some((block) => block.block === 'head') && fields.some((field) => field.head))
    out.push({
      id: 'head',
      block: {
        block: 'head',
        code: true,
        items: fields.filter((field) => field.head).map((field) => ({ field: field.id })),
      },
    });
  for (const field of left) {
    if (field.kind === 'section') out.push(of(field, { block: 'section', field: field.id }));
    if (field.kind === 'line' && !field.head) out.push(of(field, { block: 'line', field: field.id }));
    if (field.kind === 'part') out.push(of(field, { block: 'part', field: field.id }));
    if (field.kind === 'table')
      out.push(
        of(field, {
          block: 'table',
          field: field.id,
          items: field.columns.slice(0, 3).map((column) => ({ column: column.id })),
          foot: field.foot.map((one) => one.id),
        }),
      );
  }
  for (const piece of Object.keys(body.pieces))
    out.push({ id: `use ${piece}`, block: { block: 'use', piece } });
  return out;
}

const of = (field: PaperField, block: TemplateBlock) => ({
  id: `${block.block} ${field.id}`,
  field: field.id,
  block,
});
