import fs from 'node:fs/promises';
import path from 'node:path';

/**
 * The file behind one path of `app://desk/`, or null. Without this a page could read any file of the person by
 * `..`, by an encoded `..`, by a drive letter or through a link that points out of the folder.
 */
export async function findAsset(root: string, urlPath: string): Promise<string | null> {
  const names = splitPath(urlPath);
  if (names === null) return null;
  const wanted = path.join(root, ...(names.length === 0 ? ['index.html'] : names));
  try {
    // Links are followed first and judged after: what counts is where the bytes lie.
    const [realRoot, real] = await Promise.all([fs.realpath(root), fs.realpath(wanted)]);
    if (!real.startsWith(realRoot + path.sep)) return null;
    return (await fs.stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}

/** Path segments, decoded once; null for anything that is not a plain relative path. */
export function splitPath(urlPath: string): string[] | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  // Backslash and colon mean folders and drives on Windows; a zero byte cuts names in C.
  if (/[\\:\u0000-\u001f]/.test(decoded) || !decoded.startsWith('/')) return null;
  const names = decoded.slice(1).split('/');
  if (names.length === 1 && names[0] === '') return [];
  return names.some((name) => name === '' || name === '.' || name === '..') ? null : names;
}
