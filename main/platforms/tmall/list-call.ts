import { formatGmt8 } from '../times.ts';
import type { TopCall } from './client.ts';
import type { TmallSettings } from './settings.ts';

function base(settings: TmallSettings): { method: string; params: Record<string, string> } {
  return settings.maskedQuery
    ? {
        method: 'tmall.servicecenter.workcard.desensitization.query',
        params: { request_source_type: String(settings.requestSourceType) },
      }
    : { method: 'tmall.servicecenter.workcard.query', params: {} };
}

/** Simplified answers hold `data_list: […]`, others `data_list: {workcard_d_t_o: […]}`. */
export function isCardList(path: readonly string[]): boolean {
  return path.at(-1) === 'data_list' || path.at(-2) === 'data_list';
}

/** One card by its id. */
export function cardCall(settings: TmallSettings, id: string): TopCall {
  const { method, params } = base(settings);
  return { method, params: { ...params, id, current_page: '1', page_size: '1' }, isList: isCardList };
}

/** Cards created in a window, from inclusive to inclusive (seconds). */
export function windowCall(settings: TmallSettings, fromMs: number, toMs: number, page: number): TopCall {
  const { method, params } = base(settings);
  return {
    method,
    params: {
      ...params,
      gmt_create_start: formatGmt8(fromMs),
      gmt_create_end: formatGmt8(toMs),
      service_store_id: settings.serviceStoreId,
      current_page: String(page),
      page_size: String(settings.pageSize),
    },
    isList: isCardList,
  };
}
