/** Papers as an outlet sets them itself: what may stand on each, the setting it begins with, and a document by a template. */
export { applyTemplate } from './apply.ts';
export { examplesOf, hasTemplates, type TemplateKind, templateKinds } from './examples.ts';
export { templateRoom } from './room.ts';
export { paperFields, standardTemplate, templatePapers } from './standard.ts';
