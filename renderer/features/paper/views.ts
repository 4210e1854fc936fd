/** Pages of printing in the order of their tabs; each has a route in index.tsx and a word `paper:tab.…`. */
export const paperViews = ['queue', 'printers', 'templates', 'forms', 'count'] as const;
export type PaperView = (typeof paperViews)[number];
