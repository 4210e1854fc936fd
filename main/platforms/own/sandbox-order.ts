import type { SandboxCard } from '../sandbox/world.ts';

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(7)}`;
}

/** One order in the words of the own protocol (schema `Order` of docs/own-platform.openapi.yaml). */
export function ownOrderJson(card: SandboxCard): Record<string, unknown> {
  const { order } = card;
  const virtual = order.customer.virtual
    ? {
        number: `17000000${order.customer.phone.slice(-3)}-${order.verifyCode.slice(0, 4)}`,
        expiresAt: iso(order.createdAt + 30 * 86_400_000),
      }
    : null;
  return {
    id: order.id,
    tradeId: order.tradeId,
    revision: card.revision,
    status: card.status,
    serviceType: order.serviceType,
    serviceCode: order.serviceCode,
    serviceName: order.serviceName,
    urgent: order.urgent,
    customer: {
      name: order.customer.name,
      phone: virtual === null ? order.customer.phone : maskPhone(order.customer.phone),
      phoneMasked: virtual !== null,
      virtualPhone: virtual,
      phone2: null,
    },
    address: order.address,
    machines: order.machines.map((machine) => ({
      lineId: machine.lineId,
      brand: machine.brand,
      category: machine.category,
      model: machine.model,
      productName: machine.productName,
      quantity: machine.quantity,
      indoorCode: null,
      outdoorCode: null,
      warranty: machine.warranty,
      purchasedAt: iso(machine.purchasedAt),
    })),
    fees: [{ kind: order.serviceCode, name: order.serviceName, amountFen: order.feeFen, from: 'payer' }],
    appointment: card.slot === null ? null : { startAt: iso(card.slot.startAt), endAt: iso(card.slot.endAt) },
    wish:
      order.wishStartAt === null || order.wishEndAt === null
        ? null
        : { startAt: iso(order.wishStartAt), endAt: iso(order.wishEndAt) },
    remark: order.remark,
    faultText: order.faultText,
    cancelReason: card.status === 'cancelled' ? '用户取消' : null,
    createdAt: iso(order.createdAt),
    modifiedAt: iso(card.modifiedAt),
    goodsExpectedAt: iso(order.goodsExpectedAt),
    goodsArrivedAt: iso(order.goodsArrivedAt),
  };
}
