import { statement } from '../../../db/queries/statements.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import type { Handlers } from '../context.ts';
import { orderScope } from '../orders/scope.ts';
import { cards } from './board.ts';

type Shops = OutputOf<'dispatch.shops'>;
type Shop = Shops['shops'][number];
type Lot = Shops['orders'][number];

interface OfferRow {
  id: string;
  subShopId: string;
  offeredAt: number | null;
  acceptedAt: number | null;
  acceptDueAt: number | null;
}

/** Lies with a sub-shop: given to it and not done yet, held ones too. */
const withShop = "w.sub_shop_id IS NOT NULL AND w.state IN ('dispatched', 'accepted', 'on_hold')";

export const shopHandlers = {
  /**
   * What lies with each sub-shop, the most pressing first: what it has not answered, what is over its time. A person
   * who may see a team or himself only sees none of it: a sub-shop belongs to no team.
   */
  'dispatch.shops': (ctx) => {
    const { onlyStaffId, onlyTeamId } = orderScope(ctx.session, 'orders.read');
    const seesAll = onlyStaffId === null && onlyTeamId === null;
    const now = ctx.env.now();
    const offers = new Map(
      (
        statement(
          ctx.read,
          `SELECT w.id, w.sub_shop_id AS subShopId, g.at AS offeredAt, g.accepted_at AS acceptedAt, w.accept_due_at AS acceptDueAt
           FROM work_order w LEFT JOIN assignment g ON g.work_order_id = w.id AND g.state IN ('offered', 'accepted')
           WHERE ${withShop} AND ? = 1 ORDER BY g.assign_no`,
        ).all(seesAll ? 1 : 0) as OfferRow[]
      ).map((row) => [row.id, row]),
    );
    const orders = seesAll
      ? cards(
          ctx.read,
          `${withShop} ORDER BY w.deadline_at IS NULL, w.deadline_at, w.appointment_start_at, w.seq`,
        ).flatMap((card): Lot[] => {
          const offer = offers.get(card.id);
          if (offer === undefined) return [];
          const { id: _id, ...facts } = offer;
          const isLate = (card.deadlineAt ?? now) < now || (offer.acceptDueAt ?? now) < now;
          return [{ ...card, ...facts, isLate }];
        })
      : [];
    const shops = (
      statement(
        ctx.read,
        'SELECT id, name_zh AS nameZh, name_en AS nameEn, contact, phone, retired_at AS retiredAt FROM sub_shop ORDER BY code',
      ).all() as (Omit<Shop, 'jobs' | 'unanswered' | 'late'> & { retiredAt: number | null })[]
    ).flatMap(({ retiredAt, ...shop }): Shop[] => {
      const own = orders.filter((order) => order.subShopId === shop.id);
      if (retiredAt !== null && own.length === 0) return [];
      return [
        {
          ...shop,
          jobs: own.length,
          unanswered: own.filter((order) => order.state === 'dispatched').length,
          late: own.filter((order) => order.isLate).length,
        },
      ];
    });
    return { shops, orders };
  },
} satisfies Handlers;
