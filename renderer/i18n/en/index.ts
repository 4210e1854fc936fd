/** Every English catalogue of this folder; the file name is the namespace, a file with several exports makes one group of each. */
const modules = import.meta.glob<Record<string, object>>(['./*.ts', '!./index.ts'], { eager: true });

export const catalogues = Object.fromEntries(
  Object.entries(modules).map(([path, module]) => {
    const parts = Object.values(module);
    return [path.slice(2, -3), parts.length === 1 ? (parts[0] ?? {}) : { ...module }];
  }),
);
