import { parseArgs } from 'node:util';

export interface HostArguments {
  /** `ipc`: windows of the desktop shell; `serve`: pages and contract on loopback. */
  mode: 'ipc' | 'serve';
  dir: string;
  port: number;
  demo: boolean;
}

/** Reads the command line; throws with one sentence for what it does not understand. */
export function readArguments(args: readonly string[]): HostArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      serve: { type: 'boolean' },
      ipc: { type: 'boolean' },
      dir: { type: 'string' },
      port: { type: 'string' },
      demo: { type: 'boolean' },
    },
  });
  if (!values.dir) throw new Error('--dir DIR is needed: the folder of the outlet');
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port takes a number from 0 to 65535');
  return { mode: values.ipc ? 'ipc' : 'serve', dir: values.dir, port, demo: values.demo ?? false };
}
