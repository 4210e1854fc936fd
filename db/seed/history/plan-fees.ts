import { businessDay } from '../../../domain/time/business-day.ts';
import { fen, type DemoFile } from '../demo-file.ts';
import type { Chance } from './chance.ts';
import type { OrderPlan, PlannedFee } from './plan-types.ts';

const feeKindOf: Record<string, string> = {
  安装: 'install',
  维修: 'repair',
  清洗: 'clean',
  鉴定: 'appraisal',
  拆机: 'remove',
};

/** Fees of a finished order by the demo's price list: payer or user, the man's piece, extras taken at the door. */
export function planFees(plan: OrderPlan, demo: DemoFile, chance: Chance): void {
  const { source } = plan;
  const item = demo.service_items.find((one) => one.code === source.serviceCode);
  const connection = demo.platform_connections.find((one) => one.code === source.connection);
  if (item === undefined) return;
  const payer = connection?.payer ?? 'PY-USER';
  const count = source.machineCount;
  const kind = feeKindOf[item.service_type] ?? 'service';
  const line = (fee: Omit<PlannedFee, 'quantityMilli' | 'amountFen'>, times = count): void => {
    if (fee.unitFen === 0) return;
    plan.fees.push({ ...fee, quantityMilli: times * 1000, amountFen: fee.unitFen * times });
  };
  const agreed = item.payer_price[payer];
  if (agreed !== undefined)
    line({
      party: 'payer',
      partyId: payer,
      kind,
      name: item.name_zh,
      unitFen: fen(agreed),
      ruleCode: `${item.code}.${payer}`,
    });
  else if (source.feeFen > 0 && payer !== 'PY-USER')
    line({
      party: 'payer',
      partyId: payer,
      kind,
      name: item.name_zh,
      unitFen: Math.round(source.feeFen / count),
      ruleCode: null,
    });
  let atDoorFen = 0;
  if (payer === 'PY-USER' || (!source.inWarranty && agreed === undefined)) {
    line({
      party: 'user',
      partyId: '',
      kind: kind === 'repair' ? 'labour' : kind,
      name: item.name_zh,
      unitFen: fen(item.customer_price),
      ruleCode: `${item.code}.USER`,
    });
    atDoorFen += fen(item.customer_price) * count;
  }
  if (chance.hit(0.17)) {
    const extras = demo.extra_charges.filter(
      (charge) => charge.who_pays === '用户' && fen(charge.customer_price) > 0,
    );
    const extra = chance.pick(extras);
    const times = extra.unit === '米' ? chance.between(1, 4) : 1;
    line(
      {
        party: 'user',
        partyId: '',
        kind: 'extra',
        name: extra.name_zh,
        unitFen: fen(extra.customer_price),
        ruleCode: extra.code,
      },
      times,
    );
    atDoorFen += fen(extra.customer_price) * times;
    if (plan.staffId !== null)
      line(
        {
          party: 'technician',
          partyId: plan.staffId,
          kind: 'share',
          name: extra.name_zh,
          unitFen: fen(extra.technician_share),
          ruleCode: `${extra.code}.SHARE`,
        },
        times,
      );
  }
  if (plan.staffId !== null)
    line({
      party: 'technician',
      partyId: plan.staffId,
      kind: 'piece',
      name: item.name_zh,
      unitFen: fen(item.technician_piece),
      ruleCode: `${item.code}.PIECE`,
    });
  if (plan.subShopId !== null && agreed !== undefined) {
    const shop = demo.sub_shops.find((one) => one.code === plan.subShopId);
    const share = Math.round((fen(agreed) * (shop?.share_percent_of_payer_fee ?? 0)) / 100);
    line({
      party: 'sub_shop',
      partyId: plan.subShopId,
      kind: 'sub_shop',
      name: item.name_zh,
      unitFen: share,
      ruleCode: null,
    });
  }
  if (atDoorFen > 0 && plan.finishedAt !== null && plan.staffId !== null) {
    const day = businessDay(plan.finishedAt);
    const method = chance.hit(0.22) ? 'cash' : 'qr';
    // What was taken on the last day is handed in this evening, not yet.
    plan.taking = {
      method,
      amountFen: atDoorFen,
      at: plan.finishedAt,
      day,
      handedIn: plan.state !== 'finished',
    };
  }
}
