import type { Paper, PaperNode, TableNode } from '../layout/tree.ts';

/** English beneath Chinese; what both say alike stands once. */
const beneath = (zh: string, en: string): string => (zh === en ? zh : `${zh}\n${en}`);
const beside = (zh: string, en: string): string => (zh === en ? zh : `${zh} ${en}`);

function table(zh: TableNode, en: TableNode): TableNode {
  return {
    ...zh,
    columns: zh.columns.map((column, at) => ({
      ...column,
      title: beneath(column.title, en.columns[at]?.title ?? column.title),
    })),
    rows: zh.rows.map((row, line) => row.map((cell, at) => beside(cell, en.rows[line]?.[at] ?? cell))),
    foot: zh.foot?.map((one, at) => ({
      ...one,
      label: beside(one.label, en.foot?.[at]?.label ?? one.label),
    })),
  };
}

function node(zh: PaperNode, en: PaperNode | undefined): PaperNode {
  if (en?.kind !== zh.kind) return zh;
  switch (zh.kind) {
    case 'line':
      return { ...zh, text: beneath(zh.text, (en as typeof zh).text) };
    case 'section':
      return { ...zh, title: beside(zh.title, (en as typeof zh).title) };
    case 'banner':
      return { ...zh, text: beside(zh.text, (en as typeof zh).text) };
    case 'fields': {
      const others = (en as typeof zh).items;
      return {
        ...zh,
        items: zh.items.map((item, at) => ({
          ...item,
          label: beneath(item.label, others[at]?.label ?? item.label),
          value: beneath(item.value, others[at]?.value ?? item.value),
        })),
      };
    }
    case 'table':
      return table(zh, en as TableNode);
    case 'columns': {
      const others = (en as typeof zh).cells;
      return {
        ...zh,
        cells: zh.cells.map((cell, at) => ({
          ...cell,
          text: beside(cell.text, others[at]?.text ?? cell.text),
        })),
      };
    }
    case 'corner':
    case 'keep':
      return { ...zh, children: nodes(zh.children, (en as typeof zh).children) };
    default:
      return zh;
  }
}

const nodes = (zh: readonly PaperNode[], en: readonly PaperNode[]): PaperNode[] =>
  zh.map((one, at) => node(one, en[at]));

/** One paper of the same data in Chinese and in English, so that every heading stands in both. Pure. */
export const inBoth = (zh: Paper, en: Paper): Paper => ({
  ...zh,
  title: beside(zh.title, en.title),
  nodes: nodes(zh.nodes, en.nodes),
});
