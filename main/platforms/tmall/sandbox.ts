/** A server that behaves like the TOP gateway with the service-centre methods. See sandbox/serve.ts for a port. */
import { createHash } from 'node:crypto';
import { dated, Misbehaviour } from '../sandbox/misbehave.ts';
import type { MisbehaveOptions } from '../sandbox/misbehave.ts';
import { jsonAnswer, textAnswer } from '../sandbox/wire.ts';
import type { WireAnswer, WireHandler } from '../sandbox/wire.ts';
import type { SandboxCard, SandboxWorld, SettlementRow, StepDetail, Verdict } from '../sandbox/world.ts';
import { cardJson } from './sandbox-card.ts';
import { readTopForm } from './sandbox-form.ts';
import type { TopForm } from './sandbox-form.ts';
import { checkTop, parseTopTime } from './sandbox-guard.ts';
import type { GatewayError } from './sandbox-guard.ts';

export interface TmallSandboxOptions {
  world: SandboxWorld;
  appKey: string;
  appSecret: string;
  session: string;
  now?: () => number;
  misbehave?: MisbehaveOptions;
}

export interface TmallSandbox {
  handle: WireHandler;
  trouble: Misbehaviour;
  world: SandboxWorld;
  served: number;
  /** Methods served, for tests that count calls. */
  calls: string[];
}

const maxWindowMs = 15 * 60_000;
const maxPageSize = 200;

/** A failure of the first level: the gateway speaks. HTTP status stays 200, as on the platform. */
export function gatewayError(error: GatewayError): WireAnswer {
  return jsonAnswer(200, { error_response: { ...error, request_id: 'sandbox' } });
}

function rootOf(method: string): string {
  return `${method.replaceAll('.', '_')}_response`;
}

function success(method: string, resultText = '{"success":true}'): WireAnswer {
  return textAnswer(200, `{"${rootOf(method)}":{"request_id":"sandbox","result":${resultText}}}`);
}

/** A failure of the second level: the call worked, the business did not. */
function businessError(method: string, code: string, info: string): WireAnswer {
  return success(
    method,
    JSON.stringify({ success: false, msg_code: code, msg_info: info, display_msg: info }),
  );
}

function missing(name: string): WireAnswer {
  return gatewayError({
    code: 40,
    msg: 'Missing Required Arguments',
    sub_code: `isv.missing-parameter:${name}`,
  });
}

class TmallServer {
  private readonly world: SandboxWorld;
  private readonly trouble: Misbehaviour;

  constructor(world: SandboxWorld, trouble: Misbehaviour) {
    this.world = world;
    this.trouble = trouble;
  }

  route(form: TopForm): WireAnswer {
    const method = form.fields.get('method') ?? '';
    switch (method) {
      case 'tmall.servicecenter.workcard.query':
        return this.query(form, method, false);
      case 'tmall.servicecenter.workcard.desensitization.query':
        return this.query(form, method, true);
      case 'tmall.servicecenter.picture.upload':
        return this.picture(form, method);
      case 'tmall.service.code.consume':
        return this.consume(form, method);
      case 'alibaba.service.settlement.query':
        return this.settlement(form, method);
      default:
        return this.step(form, method);
    }
  }

  private query(form: TopForm, method: string, masked: boolean): WireAnswer {
    const { fields } = form;
    const id = fields.get('id');
    const size = Number(fields.get('page_size') ?? 20);
    const page = Number(fields.get('current_page') ?? 1);
    if (!(size >= 1 && size <= maxPageSize) || !(page >= 1))
      return businessError(method, '1001', '分页参数不正确');
    this.trouble.stir(this.world);
    let cards: SandboxCard[];
    if (id !== undefined) cards = [this.world.cards.get(id)].filter((card) => card !== undefined);
    else {
      const from = parseTopTime(fields.get('gmt_create_start') ?? '');
      const to = parseTopTime(fields.get('gmt_create_end') ?? '');
      if (Number.isNaN(from) || Number.isNaN(to)) return missing('gmt_create_start');
      if (to < from || to - from > maxWindowMs)
        return businessError(method, '1002', '时间窗口不能超过15分钟');
      // Newest first: a card that appears late pushes the others to the next page.
      cards = [...this.world.cards.values()]
        .filter(({ order }) => order.createdAt >= from && order.createdAt <= to)
        .sort((a, b) => b.order.createdAt - a.order.createdAt || (a.order.id < b.order.id ? 1 : -1));
    }
    const simplify = fields.get('simplify') === 'true';
    const shown = cards.slice((page - 1) * size, page * size);
    const items = this.trouble.shape(shown.map((card) => cardJson(card, simplify, masked)));
    const list = `[${items.join(',')}]`;
    const data =
      `{"total_count":${cards.length},"total_page_count":${Math.ceil(cards.length / size)},"page_size":${size},` +
      `"data_list":${simplify ? list : `{"workcard_d_t_o":${list}}`}}`;
    return success(method, `{"success":true,"result_data":${data}}`);
  }

  private answer(method: string, verdict: Verdict): WireAnswer {
    if (verdict.ok) return success(method);
    const codes = { order_unknown: '1008', order_closed: '5100', step_refused: '3001' } as const;
    return businessError(method, codes[verdict.code], verdict.said);
  }

  private step(form: TopForm, method: string): WireAnswer {
    const { fields } = form;
    const text = (name: string): string => fields.get(name) ?? '';
    const id = text('workcard_id');
    if (id === '') return missing('workcard_id');
    this.trouble.stir(this.world);
    const reason = { code: text('fail_code'), text: text('fail_desc') };
    const tell = (step: Parameters<SandboxWorld['tell']>[1], detail: StepDetail): WireAnswer =>
      this.answer(method, this.world.tell(id, step, this.world.now(), detail));
    switch (method.replace('tmall.servicecenter.workcard.', '')) {
      case 'assignworker':
        return tell('assign', {
          worker: {
            id: text('target_worker_id'),
            name: text('target_worker_name'),
            phone: text('target_worker_mobile'),
          },
        });
      case 'reserve':
        return tell('reserve', {
          slot: {
            startAt: parseTopTime(text('reserve_time_start')),
            endAt: parseTopTime(text('reserve_time_end')),
          },
        });
      case 'reservefail':
        return tell('reserve_fail', { reason });
      case 'suspend':
        return tell('suspend', { reason });
      case 'signin':
        return tell('sign_in', {});
      case 'complete': {
        if (text('sequence') === '') return missing('sequence');
        const urls = text('pic_urls_json');
        return tell('complete', {
          sequence: text('sequence'),
          ...(urls === '' ? {} : { pictureUrls: JSON.parse(urls) as string[] }),
        });
      }
      default:
        return gatewayError({ code: 22, msg: 'Invalid Method' });
    }
  }

  private consume(form: TopForm, method: string): WireAnswer {
    const verifyCode = form.fields.get('consume_code') ?? '';
    const card = this.world.findByCode(verifyCode);
    if (card === null) return businessError(method, '4001', '核销码不存在');
    return this.answer(method, this.world.tell(card.order.id, 'verify', this.world.now(), { verifyCode }));
  }

  private picture(form: TopForm, method: string): WireAnswer {
    const { file } = form;
    if (file === null) return missing('img');
    if (!/\.(jpe?g|png)$/i.test(form.fields.get('picture_name') ?? '')) {
      return gatewayError({
        code: 3,
        msg: 'Upload Fail',
        sub_code: 'isv.invalid-picture',
        sub_msg: '只支持 jpg、jpeg、png',
      });
    }
    const hash = createHash('md5').update(file.bytes).digest('hex');
    return success(method, JSON.stringify({ success: true, value: `https://pictures.invalid/${hash}.jpg` }));
  }

  private settlement(form: TopForm, method: string): WireAnswer {
    const { fields } = form;
    const from = parseTopTime(fields.get('gmt_modified_start') ?? fields.get('gmt_create_start') ?? '');
    const to = parseTopTime(fields.get('gmt_modified_end') ?? fields.get('gmt_create_end') ?? '');
    const size = Number(fields.get('page_size') ?? 20);
    const page = Number(fields.get('current_page') ?? 1);
    if (Number.isNaN(from) || Number.isNaN(to)) return missing('gmt_modified_start');
    if (to - from > maxWindowMs) {
      return textAnswer(
        200,
        `{"${rootOf(method)}":{"settlement_detail_query_result":{"success":false,"msg_code":"1002","msg_info":"时间窗口不能超过15分钟"}}}`,
      );
    }
    const rows = this.world.rowsBetween(from, to);
    const items = this.trouble.shape(rows.slice((page - 1) * size, page * size).map(settlementJson));
    return textAnswer(
      200,
      `{"${rootOf(method)}":{"settlement_detail_query_result":{"success":true,"total_count":${rows.length},"result_data":[${items.join(',')}]}}}`,
    );
  }
}

function settlementJson(row: SettlementRow): string {
  const isFee = row.kind === 'fee';
  const text = JSON.stringify({
    id: row.id,
    workcard_id: '@',
    parent_trade_order_id: row.tradeId,
    transfer_amount: Math.abs(row.amountFen),
    currency: 'CNY',
    action: isFee ? 'huijin-store-transfer' : 'huijin-commision',
    in_user_role: isFee ? 'TP' : 'PLATFORM',
    out_user_role: isFee ? 'SELLER' : 'TP',
    status: 'FINISH',
    create_time: row.bookedAt,
    pay_time: row.paidAt,
    comment: '',
  });
  return text.replace('"@"', row.orderId);
}

/** `handle` never throws; trouble speaks TOP: code 7 with a ban time, code 15 for failing services. */
export function createTmallSandbox(options: TmallSandboxOptions): TmallSandbox {
  const { world } = options;
  const now = options.now ?? (() => world.now());
  const trouble = new Misbehaviour({
    seed: 'tmall',
    limitedAnswer: (seconds) =>
      gatewayError({
        code: 7,
        msg: 'App Call Limited',
        sub_code: 'accesscontrol.limited-by-app-access-count',
        sub_msg: `This ban will last for ${seconds} more seconds`,
      }),
    failingAnswer: () =>
      gatewayError({
        code: 15,
        msg: 'Remote service error',
        sub_code: 'isp.remote-service-error',
        sub_msg: '服务不可用',
      }),
    ...options.misbehave,
  });
  const server = new TmallServer(world, trouble);
  const sandbox: TmallSandbox = {
    handle: () => gatewayError({ code: 10, msg: '' }),
    trouble,
    world,
    served: 0,
    calls: [],
  };
  const guarded: WireHandler = (request) => {
    world.advance();
    const form = readTopForm(request.headers['content-type'] ?? '', request.body, request.target);
    if (form === null) return gatewayError({ code: 41, msg: 'Invalid Arguments' });
    const refusal = checkTop(form.fields, { ...options, now });
    if (refusal !== null) return gatewayError(refusal);
    sandbox.served += 1;
    sandbox.calls.push(form.fields.get('method') ?? '');
    try {
      return server.route(form);
    } catch {
      return gatewayError({ code: 41, msg: 'Invalid Arguments' });
    }
  };
  sandbox.handle = dated(trouble.wrap(guarded), now);
  return sandbox;
}
