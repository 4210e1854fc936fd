import type { InputOf, OutputOf } from '../../preload/contract/index.ts';
import type { Session } from '../../main/services/context.ts';
import { paperRig, readyOrder, type PaperRig } from '../paper/rig.ts';

export { readyOrder };

export interface VisitRig extends PaperRig {
  /** Prints an order's slip to the demo outlet's file printer and scans it. */
  out(orderId: string): Promise<OutputOf<'visits.findSlip'>>;
  find(code: string): Promise<OutputOf<'visits.findSlip'>>;
  /** A picture the outlet has; the same text is the same picture. */
  picture(text: string): Promise<string>;
  minute(ago: number): number;
}

export async function visitRig(seed = 1): Promise<VisitRig> {
  const rig = await paperRig({ seed });
  const { outlet } = rig;
  const find = (code: string) => rig.ask(rig.dispatcher, 'visits.findSlip', { code });
  return {
    ...rig,
    find,
    async out(orderId) {
      const { jobs } = await rig.ask(rig.dispatcher, 'paper.print', { kind: 'service_slip', ids: [orderId] });
      return find(jobs[0]?.documentNumber ?? '');
    },
    picture: async (text) =>
      (await outlet.blobs.put(Buffer.from(`jpeg ${text}`), { name: `${text}.jpg`, mime: 'image/jpeg' })).hash,
    minute: (ago) => outlet.env.now() - ago * 60_000,
  };
}

export const installShots = [
  '内机铭牌',
  '外机铭牌',
  '内机条码',
  '外机条码',
  '外机支架与固定',
  '排空或抽真空(压力表)',
  '出风温度',
  '完工全景',
  '签字服务单',
];

/** All shots of an air-conditioner install, each a picture of its own. */
export async function shotsOf(
  rig: VisitRig,
  tag: string,
): Promise<NonNullable<InputOf<'visits.returnSlip'>['shots']>> {
  return Promise.all(
    installShots.map(async (name) => ({
      name,
      hash: await rig.picture(`${tag} ${name}`),
      fileName: `${tag}.jpg`,
    })),
  );
}

/** What a person keys for one installed air conditioner; parts of it may be replaced. */
export function keyed(
  rig: VisitRig,
  found: OutputOf<'visits.findSlip'>,
  codes: { indoor: string; outdoor: string },
  more: Partial<InputOf<'visits.returnSlip'>> = {},
): InputOf<'visits.returnSlip'> {
  return {
    slipId: found.slip.id,
    slipVersion: found.slip.version,
    orderVersion: found.order.version,
    arrivedAt: rig.minute(90),
    finishedAt: rig.minute(10),
    outcome: 'done',
    machines: found.machines.map((machine) => ({
      machineLineId: machine.id,
      resultCode: 'installed',
      indoorCode: codes.indoor,
      outdoorCode: codes.outdoor,
    })),
    signed: true,
    ...more,
  };
}

export const state = (rig: VisitRig, orderId: string) =>
  rig.one<{
    state: string;
    side_state: string | null;
    queue: string;
    version: number;
    visits: number;
    appointment_state: string;
  }>(
    'SELECT state, side_state, queue, version, visits, appointment_state FROM work_order WHERE id = ?',
    orderId,
  );

export type { Session };
