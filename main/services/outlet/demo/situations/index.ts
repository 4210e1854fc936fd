import { readDemoFile } from '../../../../../db/seed/index.ts';
import type { Store } from '../../../../../db/store.ts';
import type { Env } from '../../../../../domain/kernel/env.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import { Intake } from '../intake.ts';
import { plantCash } from './cash.ts';
import { plantChanged } from './changed.ts';
import { plantCertificate } from './certificate.ts';
import { plantDeadPart } from './dead-part.ts';
import { plantDuplicate } from './duplicate.ts';
import { plantHousehold } from './household.ts';
import { plantIntercepted } from './intercepted.ts';
import { plantOtherModelCode, plantRepeatedCode } from './machine-codes.ts';
import { plantMissingPart } from './missing-part.ts';
import { plantMonthlyClient } from './monthly-client.ts';
import { plantOnLeave } from './on-leave.ts';
import { plantPartialFinish } from './partial-finish.ts';
import { plantComplaint, plantQuotePending } from './quotes.ts';
import { plantRebooked } from './rebooked.ts';
import { plantRefusedPapers } from './refused-papers.ts';
import { plantRework } from './rework.ts';
import type { Stage } from './stage.ts';
import { plantStatement } from './statement.ts';
import { plantGoodsArrived } from './goods-arrived.ts';
import { plantLeaver } from './leaver.ts';
import { plantMakerFile } from './maker-file.ts';
import { plantOffline } from './offline.ts';
import { plantRefusedRepair } from './refused-repair.ts';
import { plantServiceCard } from './service-card.ts';
import { plantStocktake } from './stocktake.ts';
import { plantTwoDesks } from './two-desks.ts';
import { plantUnreachable, plantUrged } from './waiting.ts';

/** In the order they are told; each keeps to itself, so a changed one changes no other. */
const situations: readonly ((stage: Stage) => void | Promise<void>)[] = [
  plantDuplicate,
  plantHousehold,
  plantGoodsArrived,
  plantRebooked,
  plantOnLeave,
  plantIntercepted,
  plantRepeatedCode,
  plantOtherModelCode,
  plantMissingPart,
  plantDeadPart,
  plantPartialFinish,
  plantRework,
  plantRefusedRepair,
  plantQuotePending,
  plantCash,
  plantComplaint,
  plantMonthlyClient,
  plantServiceCard,
  plantStatement,
  plantMakerFile,
  plantRefusedPapers,
  plantLeaver,
  plantOffline,
  plantTwoDesks,
  plantUrged,
  plantUnreachable,
  plantCertificate,
  plantChanged,
  plantStocktake,
];

/** Plants what a shop meets once in a while, so that the demo has it to show. Safe to run again. */
export async function plantSituations(
  store: Store,
  env: Env,
  now: number,
  between: () => Promise<void>,
): Promise<void> {
  const demo = readDemoFile();
  const stage: Stage = {
    store,
    env,
    demo,
    intake: new Intake(demo, now),
    now,
    today: businessDay(now),
    run(name, write, by = {}) {
      const requestId = `demo-situation-${name}`;
      const { deskId = 'system', staffId = 'S02' } = by;
      if (store.gate.findAnswer(deskId, requestId) !== null) return;
      store.gate.run({ command: `system.demo_situation_${name}`, requestId, deskId, staffId }, (tx) =>
        write(tx),
      );
    },
    idOf: (upstreamNumber) =>
      store.read
        .prepare('SELECT id FROM work_order WHERE upstream_number = ?')
        .pluck()
        .get(upstreamNumber) as string,
  };
  for (const plant of situations) {
    await plant(stage);
    await between();
  }
}
