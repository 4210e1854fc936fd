import type { DocumentData, DocumentKind, Paper } from '../../../printing/index.ts';
import { composeDocument } from '../../../printing/index.ts';

/**
 * Where an outlet's own templates come in. A job keeps the template it was counted with, so that a late printing says
 * what the person saw; without one the program's own composer makes the tree.
 */
export type PaperTemplate = (data: DocumentData[DocumentKind]) => Paper;

/** The document as a tree: by its template, or as the program composes it. */
export const treeOf = (kind: DocumentKind, data: unknown, template: PaperTemplate | null = null): Paper =>
  template === null
    ? composeDocument(kind, data as DocumentData[typeof kind])
    : template(data as DocumentData[typeof kind]);
