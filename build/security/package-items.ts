import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf, attempt, demand, forbid } from './source.ts';
import type { Item, Project } from './source.ts';

/**
 * Electron supports its three latest majors. Looked up on 2026-11-22, when 45 was the latest; move this on with
 * every update of the pin.
 */
const oldestSupportedMajor = 43;

/** Fuses that must be as said, and why. */
const fuses: Record<string, { want: boolean; why: string }> = {
  runAsNode: { want: false, why: 'the program could be used as a plain Node by anyone on the machine' },
  enableNodeOptionsEnvironmentVariable: { want: false, why: 'NODE_OPTIONS could bring code in' },
  enableNodeCliInspectArguments: { want: false, why: 'a debugger could be attached' },
  enableEmbeddedAsarIntegrityValidation: { want: true, why: 'a changed archive would run' },
  onlyLoadAppFromAsar: { want: true, why: 'a folder beside the archive would run instead' },
  enableCookieEncryption: { want: true, why: 'cookies would lie open' },
  grantFileProtocolExtraPrivileges: { want: false, why: 'file pages would have extra rights' },
};

/** `name → sources` of a policy text. */
function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

function judgePolicy(name: string, policy: string, wanted: Record<string, string[][]>): string[] {
  const found = directives(policy);
  const wrong = Object.entries(wanted)
    .filter(
      ([directive, allowed]) =>
        !allowed.some((sources) => sources.join(' ') === (found.get(directive) ?? ['(missing)']).join(' ')),
    )
    .map(([directive]) => `${name}: ${directive} is ${(found.get(directive) ?? ['missing']).join(' ')}`);
  const open = [...found].flatMap(([directive, sources]) =>
    sources
      .filter((source) => source === '*' || /^(?:https?|wss?|ftp):|unsafe-eval|unsafe-hashes/.test(source))
      .map((source) => `${name}: ${directive} lets ${source} in`),
  );
  return [...wrong, ...open];
}

const none = ["'none'"];
const self = ["'self'"];

async function checkPolicies(project: Project): Promise<string[]> {
  const { pagePolicy } = await project.load<{ pagePolicy: string }>('preload/contract/page-policy.ts');
  const headers = await project.load<{
    sheetPolicy: string;
    deskHeaders(mime: string): Record<string, string>;
    sheetHeaders(): Record<string, string>;
  }>('main/shell/headers.ts');
  const walls = { 'base-uri': [none], 'form-action': [none], 'frame-ancestors': [none] };
  return [
    ...judgePolicy('page policy', pagePolicy, {
      'default-src': [none, self],
      'script-src': [self],
      'style-src': [self],
      'connect-src': [self],
      'object-src': [none],
      ...walls,
    }),
    ...judgePolicy('sheet policy', headers.sheetPolicy, { 'default-src': [none], ...walls }),
    ...(/script-src/.test(headers.sheetPolicy) ? ['sheet policy: sheets may run scripts'] : []),
    ...(headers.deskHeaders('text/html')['content-security-policy'] === pagePolicy
      ? []
      : ['main/shell/headers.ts sends pages without the policy']),
    ...(headers.sheetHeaders()['content-security-policy'] === headers.sheetPolicy
      ? []
      : ['main/shell/headers.ts sends sheets without their policy']),
  ];
}

export const packageItems: Item[] = [
  {
    number: 7,
    title: 'A strict Content-Security-Policy on every answer',
    check: async (project) => [
      ...(await attempt('the policies', () => checkPolicies(project))),
      ...project.shell.flatMap((source) =>
        argumentsOf(source, /new Response\(/)
          .filter(({ text }) => !/headers: (?:desk|sheet)Headers\(/.test(text))
          .map(({ line }) => `${source.file}:${line} an answer without the policy`),
      ),
      ...forbid(
        project.pages.filter(({ file }) => file.endsWith('.html')),
        /<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|javascript:/i,
        'inline code in a page',
      ),
      ...forbid(
        project.pages,
        /dangerouslySetInnerHTML|\.innerHTML\s*=|\beval\(|new Function\(/,
        'text becomes code',
      ),
    ],
  },
  {
    number: 16,
    title: 'A current version of Electron',
    check: ({ manifest, root }) => {
      const version = manifest.devDependencies?.['electron'] ?? manifest.dependencies?.['electron'] ?? '';
      if (!/^\d+\.\d+\.\d+$/.test(version)) return [`package.json does not pin Electron: «${version}»`];
      const found: string[] = [];
      if (Number(version.split('.')[0]) < oldestSupportedMajor)
        found.push(`Electron ${version} is no longer supported`);
      const installed = join(root, 'node_modules/electron/package.json');
      if (existsSync(installed)) {
        const { version: there } = JSON.parse(readFileSync(installed, 'utf8')) as { version: string };
        if (there !== version) found.push(`Electron ${there} is installed, ${version} is pinned`);
      }
      return found;
    },
  },
  {
    number: 19,
    title: 'Fuses are set',
    check: ({ builder }) => {
      const set = (builder['electronFuses'] ?? {}) as Record<string, unknown>;
      return Object.entries(fuses)
        .filter(([name, { want }]) => set[name] !== want)
        .map(([name, { want, why }]) => `electron-builder.yml: ${name} is not ${want}; ${why}`);
    },
  },
  {
    number: 20,
    title: 'No Electron API reaches a page',
    check: ({ preload, pages, root }) => {
      const exposures = preload.flatMap((source) => argumentsOf(source, /exposeInMainWorld\(/));
      return [
        ...(exposures.length === 1 && /^\s*'api'\s*,\s*api\s*$/.test(exposures[0]?.text ?? '')
          ? []
          : ['preload/index.ts must expose one object, «api»']),
        ...forbid(
          preload,
          /ipcRenderer(?!\.(?:invoke\(\s*wire\.|on\((?:wire\.|channel,)|removeListener\()|[^\n]*from 'electron')/,
          'ipcRenderer is used in another way than by a fixed name',
        ),
        ...forbid(
          preload,
          /\.on\([^,]+,\s*listener\b|\(event\b[^)]*\)\s*=>\s*listener\(event/,
          'an Electron event is handed to the page',
        ),
        ...forbid(
          preload,
          /import[^\n]*\b(?:webFrame|clipboard|shell|nativeImage|webUtils|crashReporter)\b[^\n]*'electron'|require\(/,
          'more of Electron than bridge and messages',
        ),
        ...forbid(preload, /process\.(?:env|binding|argv)/, 'the process is given away'),
        ...forbid(pages, /from ['"]electron['"]|require\(\s*['"]/, 'a page asks for Electron or Node'),
        ...demand(preload, /const api: WindowApi = \{/, `${root}: the bridge is not typed as WindowApi`),
      ];
    },
  },
];
