import type { PlatformDefinition } from './adapter.ts';
import { ownPlatform } from './own/adapter.ts';
import { tmallPlatform } from './tmall/adapter.ts';

/** Every platform by the word a connection names it with. A new one is a folder and a line here. */
export const platforms: Readonly<Record<string, PlatformDefinition>> = {
  own: ownPlatform,
  tmall: tmallPlatform,
};

export function findPlatform(name: string): PlatformDefinition | null {
  return Object.hasOwn(platforms, name) ? (platforms[name] ?? null) : null;
}
