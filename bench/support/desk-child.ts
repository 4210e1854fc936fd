import { openHttpDesk, type HttpDesk, type Opener } from './http-desk.ts';

/**
 * A dispatcher's desk in a process of its own: what it spends on making and reading JSON is not the host's. It gives
 * one order after the other and times each answer from the first byte sent to the last one received.
 */
export interface GivingJob {
  id: string;
  version: number;
  staffId: string;
  override: string[];
}
export interface Walked {
  /** Milliseconds of each giving that went through. */
  times: number[];
  /** Givings answered «somebody has it already». */
  refused: number;
}
export type ToDesk = { type: 'open'; opener: Opener } | { type: 'walk'; jobs: readonly GivingJob[] };
export type FromDesk = { type: 'open' } | ({ type: 'walked' } & Walked) | { type: 'failed'; text: string };

/** Questions before the first giving, as a window asks its own when it opens: the command alone has its warm-up too. */
const warmUp = 50;

let desk: HttpDesk | undefined;

/** The host closes a connection nobody used for a while: a browser opens another and asks again, so do we. */
async function knock(tries = 3): Promise<void> {
  try {
    await desk?.call('session.me', {});
  } catch (error) {
    if (tries <= 1) throw error;
    await knock(tries - 1);
  }
}

/** A refusal must say that the order was taken; any other ends the bench. */
async function walk(jobs: readonly GivingJob[]): Promise<Walked> {
  const times: number[] = [];
  let refused = 0;
  for (let n = 0; n < warmUp; n += 1) await knock();
  for (const job of jobs) {
    const begun = performance.now();
    const body = await desk?.call('dispatch.assign', job);
    const took = performance.now() - begun;
    const answer = JSON.parse(body ?? '{}') as { ok?: boolean; error?: { code: string } };
    if (answer.ok === true) times.push(took);
    else if (answer.error?.code === 'order_taken') refused += 1;
    else throw new Error(`dispatch.assign over HTTP: ${body?.slice(0, 300)}`);
  }
  return { times, refused };
}

async function answerTo(message: ToDesk): Promise<FromDesk> {
  try {
    if (message.type === 'walk') return { type: 'walked', ...(await walk(message.jobs)) };
    desk = await openHttpDesk(message.opener);
    return { type: 'open' };
  } catch (error) {
    return { type: 'failed', text: String(error) };
  }
}

process.on('message', (message: ToDesk) => void answerTo(message).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
