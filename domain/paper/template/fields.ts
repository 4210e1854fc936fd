/** What may stand on a paper: the closed list a template of this document chooses from. */
export const foundKinds = ['line', 'section', 'field', 'table', 'part'] as const;

export interface PaperField {
  /** Section and word, `sectionUser.userName`; the second of the same name is `…~2`. */
  id: string;
  kind: (typeof foundKinds)[number];
  /** In the head, beside the code. */
  head: boolean;
  /** How it is called on paper; of a line without a word of its own, what it says in the example. */
  zh: string;
  en: string;
  /** What it says in the example. */
  sample: string;
  /** Of a table. */
  columns: { id: string; zh: string; en: string }[];
  foot: { id: string; zh: string; en: string }[];
}
