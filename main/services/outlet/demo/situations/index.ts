import { readDemoFile } from '../../../../../db/seed/index.ts';
import type { Store } from '../../../../../db/store.ts';
import type { Env } from '../../../../../domain/kernel/env.ts';
import { businessDay } from '../../../../../domain/time/business-day.ts';
import { Intake } from '../intake.ts';
import { plantCash } from './cash.ts';
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
import { plantUnreachable, plantUrged } from './waiting.ts';

/** In the order they are told; each keeps to itself, so a changed one changes no other. */
const situations: readonly ((stage: Stage) => void | Promise<void>)[] = [
  plantDuplicate,
  plantHousehold,
  plantRebooked,
  plantOnLeave,
  plantIntercepted,
  plantRepeatedCode,
  plantOtherModelCode,
  plantMissingPart,
  plantDeadPart,
  plantPartialFinish,
  plantRework,
  plantQuotePending,
  plantCash,
  plantComplaint,
  plantMonthlyClient,
  plantStatement,
  plantRefusedPapers,
  plantUrged,
  plantUnreachable,
  plantCertificate,
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
    run(name, write) {
      const requestId = `demo-situation-${name}`;
      if (store.gate.findAnswer('system', requestId) !== null) return;
      store.gate.run(
        { command: `system.demo_situation_${name}`, requestId, deskId: 'system', staffId: 'S02' },
        (tx) => write(tx),
      );
    },
  };
  for (const plant of situations) {
    await plant(stage);
    await between();
  }
}
