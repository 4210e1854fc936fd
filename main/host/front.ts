import type { Env } from '../../domain/kernel/env.ts';
import type { BlobChannel } from './blob-channel.ts';
import { ChangeFeed } from './change-feed.ts';
import { startHttp } from './http.ts';
import type { HttpDoor } from './http.ts';
import { serveRescue, serveShell, type ShellChannel } from './ipc.ts';
import { Openers } from './openers.ts';
import type { Outlet } from './outlet.ts';
import type { Rescue } from './rescue.ts';

/** Where windows come in. It stays while the outlet behind it is closed and opened anew. */
export interface Front {
  serve(outlet: Outlet): void;
  rescue(rescue: Rescue): void;
  /** The outlet is being closed: who asks now is told to come again. */
  pause(): void;
  close(): Promise<void>;
}

/** Windows of the desktop shell. */
export function shellFront(channel: ShellChannel, onStop: () => void): Front {
  return {
    serve: (outlet) => serveShell(outlet, channel, onStop),
    rescue: (rescue) => serveRescue(rescue, channel, onStop),
    pause: () => undefined,
    close: () => Promise.resolve(),
  };
}

export interface HttpFrontOptions {
  env: Env;
  staticDir: string;
  port: number;
  /** Called once, with the address that lets the first desk in. */
  onReady(address: string, shut: { code: string } | null): void;
  /** The port cannot be had. */
  onFailed(error: unknown): void;
}

/** Browser desks. The port opens with the first outlet or rescue, and its address stays good. */
export function httpFront(options: HttpFrontOptions): Front {
  let door: Promise<HttpDoor> | null = null;
  let current: HttpDoor | null = null;
  const show = (parts: Parameters<HttpDoor['use']>[0], shut: { code: string } | null): void => {
    if (current) return current.use(parts);
    door = startHttp(parts, { port: options.port }).then((opened) => {
      current = opened;
      options.onReady(opened.openAddress(parts.deskId), shut);
      return opened;
    });
    door.catch(options.onFailed);
  };
  return {
    serve: (outlet) => show({ ...outlet, staticDir: options.staticDir }, null),
    rescue: (rescue) =>
      show(
        {
          router: rescue,
          sessions: rescue.sessions,
          feed: new ChangeFeed(0),
          blobs: noBlobs,
          openers: new Openers((size) => options.env.randomBytes(size)),
          env: options.env,
          log: rescue.log,
          staticDir: options.staticDir,
          deskId: 'rescue',
        },
        { code: rescue.code },
      ),
    pause: () => current?.pause(),
    close: async () => {
      await (await door)?.close();
    },
  };
}

/** Nobody is logged in during a rescue, so no route gets as far as this. */
const nothing = () => Promise.reject(new Error('no outlet is open'));
const noBlobs: Pick<BlobChannel, 'acceptSlice' | 'redeem'> = { acceptSlice: nothing, redeem: nothing };
