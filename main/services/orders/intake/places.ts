import type { OutputOf } from '../../../../preload/contract/index.ts';
import type { Handlers } from '../../context.ts';
import { readerOf } from '../../masters.ts';

type Place = OutputOf<'orders.places'>['places'][number];
const most = 8;

export const placeHandlers = {
  'orders.places': (ctx, input) => {
    const read = readerOf(ctx.read);
    const like = `%${input.text.replace(/[%_\\]/g, '')}%`;
    const estates = read.all<Place>(
      `SELECT 'estate' AS kind, d.name AS county, d.code AS divisionCode, e.street, e.name AS estate,
         coalesce(e.distance_m, d.distance_m) AS distanceM, d.coverage FROM estate e JOIN division d ON d.code = e.division_code
       WHERE (e.name LIKE ? OR e.street LIKE ?) AND (? = '' OR d.name = ?) ORDER BY e.name LIKE ? DESC, length(e.name) LIMIT ${most}`,
      like,
      like,
      input.county,
      input.county,
      like.slice(1),
    );
    const counties = read.all<Place>(
      `SELECT 'county' AS kind, name AS county, code AS divisionCode, '' AS street, '' AS estate, distance_m AS distanceM, coverage
       FROM division WHERE name LIKE ? ORDER BY code LIMIT ${most}`,
      like,
    );
    return { places: [...estates, ...counties].slice(0, most) };
  },
  'orders.goods': (ctx) => {
    const read = readerOf(ctx.read);
    return {
      brands: read
        .all<{ id: string; nameZh: string; nameEn: string; payerId: string | null; categories: string }>(
          'SELECT id, name_zh AS nameZh, name_en AS nameEn, payer_id AS payerId, categories FROM brand ORDER BY code',
        )
        .map((row) => ({ ...row, categories: JSON.parse(row.categories) as string[] })),
      models: read.all<OutputOf<'orders.goods'>['models'][number]>(
        'SELECT model, brand_id AS brandId, category, name_zh AS nameZh, warranty_months AS warrantyMonths FROM product_model ORDER BY model LIMIT 2000',
      ),
    };
  },
} satisfies Handlers;
