import { createRequire } from 'node:module';
import type { Decoder } from './tokens.ts';

interface NposNode {
  ascii: string;
  fn?: string;
  offset: number;
  length: number;
}
interface Npos {
  rules: Record<string, unknown>;
  parser(rules: unknown): {
    parse(stream: Buffer): Promise<unknown>;
    analyze(stream: Buffer): { error?: Error; tree: NposNode[] };
  };
}

/**
 * npos, an ESC/POS parser that we did not write. It stops at GS ( k as it comes, so that one rule ("a 16-bit length
 * follows") is added. Null when the package is not there.
 */
export function findNpos(): Decoder | null {
  let npos: Npos;
  try {
    npos = createRequire(import.meta.url)(process.env.OUTLET_NPOS ?? 'npos') as Npos;
  } catch {
    return null;
  }
  const rules = { ...npos.rules, 29: { ...(npos.rules[29] as object), '(k': [0, 'd16'] } };
  return {
    name: 'npos',
    decode(stream) {
      const { error, tree } = npos.parser(rules).analyze(Buffer.from(stream));
      if (error) throw error;
      return tree.map((node) =>
        node.ascii === 'STX'
          ? { name: 'text', args: stream.slice(node.offset, node.offset + node.length) }
          : {
              name: `${node.ascii} ${node.fn ?? ''}`,
              args: stream.slice(node.offset + 1 + (node.fn?.length ?? 0), node.offset + node.length),
            },
      );
    },
  };
}
