import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../build/steps.ts';
import type { DocumentData } from '../main/printing/index.ts';
import { composeDocument, defaultProfile, renderEscpos } from '../main/printing/index.ts';
import { mulberry32 } from './support/fake-env.ts';
import { figure, lineOf, median, type BenchLine, type BenchOptions } from './support/line.ts';
import { startWatch, type Taken } from './support/stopwatch.ts';

const slips = 1_000;
const rounds = 7;
/** The writing is too short to be timed once: the line's buffers and the collector make it 15 or 60 µs by chance. */
const writings = 5;
const seed = 20261122;

/** A printer is fed in pieces of this size, each waited for (main/printing/transport/network.ts). */
const pieceBytes = 1024;

/**
 * The data of 1,000 filled service slips to the bytes of an 80 mm printer, against writing those bytes, in the pieces a
 * printer gets them, to a sink on loopback. Ratio: median over the rounds of CPU by CPU; one round warms both.
 */
export async function* run({ log }: BenchOptions = {}): AsyncGenerator<BenchLine> {
  const random = mulberry32(seed);
  const data = Array.from({ length: slips }, (_, at) => slipOf(at, random));
  const sink = fork(join(ROOT, 'bench/support/print-sink.ts'), [], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [{ port }] = (await once(sink, 'message')) as [{ port: number }];
    log?.(`${slips} slips in ${rounds} rounds`);
    const taken: { ours: Taken; bare: Taken }[] = [];
    let bytes = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const ourWatch = startWatch();
      const streams = data.map((slip) => renderEscpos(composeDocument('service_slip', slip), defaultProfile));
      const ours = ourWatch();
      bytes = streams.reduce((sum, stream) => sum + stream.length, 0);
      const took = once(sink, 'message') as Promise<[{ took: number }]>;
      const bareWatch = startWatch();
      await write(port, streams);
      const { cpuMs, wallMs } = bareWatch();
      const bare = { cpuMs: cpuMs / writings, wallMs: wallMs / writings };
      const [{ took: arrived }] = await took;
      if (arrived !== bytes * writings)
        throw new Error(`the sink took ${arrived} of ${bytes * writings} bytes`);
      if (round > 0) taken.push({ ours, bare });
    }
    yield lineOf('print', median(taken.map(({ ours, bare }) => ours.cpuMs / bare.cpuMs)), 20, {
      seed,
      slips,
      bytes,
      rounds: taken.map(({ ours, bare }) => figure(ours.cpuMs / bare.cpuMs)),
      wallRatio: figure(median(taken.map(({ ours, bare }) => ours.wallMs / bare.wallMs))),
      cpuUsPerSlip: figure((median(taken.map(({ ours }) => ours.cpuMs)) * 1000) / slips),
      bareCpuUsPerSlip: figure((median(taken.map(({ bare }) => bare.cpuMs)) * 1000) / slips),
    });
  } finally {
    sink.disconnect();
  }
}

/** One connection for all: connecting is not part of the writing. */
async function write(port: number, streams: readonly Uint8Array[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  for (let writing = 0; writing < writings; writing += 1)
    for (const stream of streams)
      for (let at = 0; at < stream.length; at += pieceBytes)
        await new Promise<void>((done, failed) =>
          socket.write(stream.subarray(at, at + pieceBytes), (error) => (error ? failed(error) : done())),
        );
  socket.end();
  socket.resume();
  await once(socket, 'close');
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨𠮷欧阳';
const givenNames = '子涵雨桐浩然思远嘉怡梓萱宇轩欣妍';
const estates = ['栖云里', '望樟苑', '绿洲·东岸', '金水湾', '老干所宿舍'];
const faults = [
  '显示E1通讯故障，重新上电后仍不制冷，外机不转。',
  '内机滴水，接水盘满，排水管疑似堵塞；用户已垫毛巾。',
  '洗衣机脱水时异响、位移，空桶也响。',
  '热水器打不着火，换过电池，进水阀正常。',
];

function slipOf(at: number, random: () => number): DocumentData['service_slip'] {
  const pick = <T>(from: readonly T[] | string): T => [...from][Math.floor(random() * [...from].length)] as T;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const begun = Date.UTC(2026, 10, 22, 0, 30) + Math.floor(random() * 28_800_000);
  const fee = Math.floor(random() * 40_000);
  return {
    language: 'zh',
    mark: { printedAtMs: begun, copyNo: 1 + (at % 3), printedBy: '祁望春', zone: 'Asia/Shanghai' },
    outlet: { name: '晨禾家电家居服务站', servicePhone: '0731-0000-0118', complaintPhone: '0731-0000-0119' },
    number: `PG261122-${String(at + 1).padStart(4, '0')}`,
    slip: 'repair',
    platform: '天猫服务中心',
    brand: '凌泽',
    upstreamNumber: `6120000${digits(11)}`,
    serviceType: '空调维修',
    warranty: random() < 0.5 ? '保内' : '保外',
    marks: random() < 0.3 ? ['加急'] : [],
    user: {
      name: `${pick<string>(surnames)}${pick<string>(givenNames)}${pick<string>(givenNames)}`,
      phone: `136${digits(8)}`,
      sparePhone: null,
      address: `湖南省株洲市天元区望樟路${digits(3)}号${pick(estates)}${digits(1)}栋${digits(1)}单元${digits(3)}`,
      estate: pick(estates),
      floor: `${1 + Math.floor(random() * 30)}层/有电梯`,
    },
    machines: [
      {
        brand: '凌泽',
        category: '空调',
        model: 'KFR-26GW/LZA1',
        indoorCode: `LZ01N${digits(9)}`,
        outdoorCode: random() < 0.5 ? `LZ01W${digits(9)}` : null,
        purchaseDay: '2024-06-18',
        purchasePlace: '天猫旗舰店',
      },
    ],
    request: {
      symptom: pick(faults),
      wish: '孩子睡觉，下午3点后上门，到楼下先打电话',
      appointmentStartMs: begun,
      appointmentEndMs: begun + 7_200_000,
      noteToTechnician: '小区要登记身份证，车停东门。',
    },
    dispatch: {
      technician: '甘向阳',
      technicianPhone: '13300000203',
      helpers: [],
      dispatchedBy: '祁望春',
      dispatchedAtMs: begun - 600_000,
      partsToBring: [{ code: 'LZ-001', name: '挂机内机主板(定频)', quantityMilli: 1000, unit: '块' }],
    },
    finish: {
      arrivedAtMs: begun + 600_000,
      finishedAtMs: begun + 4_200_000,
      faultCode: 'GZ03',
      faultCause: '连接线或主板',
      measure: '换内机主板',
      result: '修复',
      verificationCode: digits(6),
    },
    usedParts: [
      {
        code: 'LZ-001',
        name: '挂机内机主板(定频)',
        quantityMilli: 1000,
        unit: '块',
        unitPriceFen: fee,
        amountFen: fee,
        warranty: '保外',
        oldPartTaken: true,
      },
    ],
    charges: {
      visitFen: 3000,
      inspectionFen: 0,
      repairFen: 0,
      materialFen: fee,
      distanceFen: 0,
      heightFen: 10_000,
      otherFen: 0,
      totalFen: fee + 13_000,
      paidBy: 'scan',
      receiptNumber: `SJ261122-${digits(4)}`,
    },
  };
}
