/** Every English catalogue of this folder; the file name is the namespace, each file exports one object. */
const modules = import.meta.glob<Record<string, object>>(['./*.ts', '!./index.ts'], { eager: true });

export const catalogues = Object.fromEntries(
  Object.entries(modules).map(([path, module]) => [path.slice(2, -3), Object.values(module)[0] ?? {}]),
);
