import { expect, test } from 'vitest';
import { isRoll, type PaperId, papersOf, type PrintKind, printKinds } from '../../domain/paper/kinds.ts';
import {
  composeDocument,
  defaultProfile,
  type Paper,
  papers,
  renderEscpos,
  renderText,
  type RollPaper,
  type SheetPaper,
} from '../../main/printing/index.ts';
import { renderSheetHtml } from '../../main/printing/render/html.ts';
import { fontGlyphs } from '../../main/printing/render/font-glyphs.ts';
import { installedFonts } from '../../main/printing/render/fonts.ts';
import { renderPdf } from '../../main/printing/render/pdf.ts';
import { rasterPaper } from '../../main/printing/render/raster.ts';
import { textCells } from '../../main/printing/layout/width.ts';
import { readerOf } from '../../main/services/masters.ts';
import { buildPaper } from '../../main/services/paper/build/index.ts';
import { revealAll } from '../../main/services/paper/masks.ts';
import { decoders } from '../printing/decoder/index.ts';
import { playTokens } from '../printing/decoder/paper-model.ts';
import { pdfText } from '../printing/support/pdf-text.ts';
import { readCodes } from '../printing/support/read-codes.ts';
import { everyPaper } from './every-paper.ts';
import { type PaperRig, paperRig } from './rig.ts';

const { regular, bold } = installedFonts();
const glyphs = fontGlyphs(regular, bold);
const languages = ['zh', 'en', 'both'] as const;
type Language = (typeof languages)[number];

/** Headings of the trade that must stand on each, whatever it is printed on. */
const headings: Partial<Record<PrintKind, string>> = {
  service_slip: '服务电话 监督电话 用户姓名 服务地址 产品型号 预约时段 派工人 故障代码 换件 合计大写 核销码',
  day_list: '时段 工单号 用户姓名 联系电话 服务地址 产品/项目 结果',
  quote: '工单号 用户姓名 项目 数量 单价 金额 合计大写 壹佰贰拾伍元整 用户签字',
  repair_intake: '接机日期 随机附件 外观 故障现象 预计费用 预收 取机期限 保管提示',
  pickup_voucher: '物品 接机日期 取机期限 取机人签字',
  inspection: '鉴定时间 鉴定人 产品型号 机身条码 故障原因 鉴定结论 质量问题□',
  trade_in: '回收日期 物品 外观 回收人 用户签字',
  issue_slip: '领料日期 领料人 出库仓 关联工单 适用机型 应领 实发 货位 用途 应交旧件 领料人签字 发料人 审批',
  return_slip: '退料日期 退料人 入库仓 退回 实收 状态 原因 原领料单号 型号不符 退料人签字 收料人',
  upstream_return: '返往 运单号 原发货单号 状态 数量 单价 金额 经办 对方实收 差异',
  parts_request: '工单号 产品型号 机身条码 故障现象 申请数 批准数 发货数 单价 占用押金 到货日期 退回原因',
  pick_list: '领料人 出库仓 货位 名称规格 数量 拣货人 复核人',
  transfer_slip: '出库仓 入库仓 调出 实到 单价 金额 调出人 接收人签字',
  receiving_slip: '收货日期 发货方 入库仓 运单号 申请单号 应收 实收 收料人 送货人',
  scrap_slip: '出库仓 原因 数量 金额 经办 监督人 审批',
  count_sheet: '盘点范围 仓库 轮次 账面 实盘 差异 盘点人 监督人 审批',
  old_part_label: '网点编码 机身条码 故障代码 更换日期 最晚返还日',
  old_part_list:
    '网点编码 网点名称 收件单位 承运 运单号 箱号 第2/共3箱 所属月份 旧件名称 数量 机身条码 新件编码 新件条码 更换日期 故障原因 超期天数 单价 件数 金额 交件人 承运人 验收 实收 拒收 拒收原因 验收人',
  part_label: '货位 批次 有效期 2027-01-31',
  bin_label: '货位',
  receipt: '交款人 工单号 付款方式 收款事由 合计大写 收款人 网点盖章',
  hand_in: '交款人 交款日期 工单号 应收 250.00 现金 200.00 扫码 40.00 已交 240.00 差额 -10.00 交款人签字',
  fine: '被罚人 工号 事由 扣罚·合影未拍全 依据 凌泽空调(厂家) 上级单号 LZ-612000718 金额 50.00 证据 DZ2611220001第8行 申诉期限 本人签字',
  advance: '借支人 借支日期 金额 壹仟元整 已还 400.00 未还 600.00 还款方式 借支人签字 审批',
  deposit_receipt: '交款人 款项 收押金 壹仟伍佰元整 押金余额 1500.00 网点盖章',
  deposit_balance: '姓名 截至 收押金 扣押金·旧件未还 余额 1405.00 本人签字',
  pay_slip:
    '月份 姓名 工号 班组 用工方式 计件 日期 工单号 服务项目 数量 单价 分成(%) 金额 状态 应发 暂扣 提成 配件 增项 延保 清洗卡 补贴 底薪 全勤 远程 高空 夜间 高温 油补 话补 带徒 扣款 罚款 返修扣回 旧件未还 材料短少 借支 押金 社保/保险 未交款 上月结转 15.00 本月解冻 应发合计 100.00 扣款合计 10.00 实发 90.00 押金余额 1405.00 未还旧件件数/金额 签字',
  payer_statement:
    '结算月份 网点编码 网点名称 序号 工单号 服务类型 产品大类 型号 内机条码 外机条码 用户姓名 用户电话 区县 完工日期 上传日期 结算项目 数量 单价 安装费/维修费 远程公里 26.4 远程费 高空费 材料费 补贴 考核系数 95% 扣款 扣款原因 照片不合格 结算金额 结算状态 不予结算原因 备注 应结 扣罚 旧件扣款 配件款抵扣 质保金 实付 税率 开票金额',
  platform_statement:
    '流水号 核销单号 HX-99 主订单号 服务订单号 核销时间 入账时间 收支类型 收入 费用名称 金额 150.00 佣金率 佣金 退款 违约金 7.50 实收 142.50 状态 备注',
  customer_statement:
    '客户 青枫物业 账期 日期 工单号 报修人/房号 项目 数量 单价 人工 150.00 配件 95.00 合计 245.00 上期未付 80.00 本期应付 已付 余额 325.00 对账签字盖章',
  difference_sheet:
    '单号 我方应结 对方结算 -50.00 差额 差异类型 扣罚 原因 照片不合格 证据 第8行 责任人 申诉日期 截止 结果 待处理',
  price_list:
    '公示日期 服务电话 监督电话 服务项目 挂机安装(1-1.5匹) 单位 收费标准(元) 200.00 增项与材料 常用配件',
  shift_handover:
    '交班人 接班人 交班时间 今日接单 今日完工 在办工单 未派工 未预约 挂起 催单未答 手上现金 要交代的工单 交代事项',
};

function treeFor(rig: PaperRig, kind: PrintKind, id: string, wanted: Language) {
  const language = wanted === 'en' ? 'en' : 'zh';
  const built = buildPaper(readerOf(rig.outlet.store.read), kind, id, {
    atMs: Date.UTC(2026, 10, 21, 23, 41),
    copyNo: 1,
    by: language === 'zh' ? '祁望春' : 'Qi',
    language,
    reveals: revealAll,
  });
  const data = { ...built.data, second: wanted === 'both' ? 'en' : null };
  return { built, paper: composeDocument(built.kind, data as never) };
}

/** Words without the breaks that a narrow column or a page puts into them. */
const bare = (text: string) => text.replaceAll(/[\s_]/gu, '');

function onRoll(paper: Paper, roll: RollPaper, number: string, place: string): string {
  const bytes = renderEscpos(paper, { ...defaultProfile, roll });
  const expected = renderText(paper, roll);
  for (const { name, decode } of decoders) {
    const printed = playTokens(decode(bytes));
    const read = printed.map((item) =>
      item.kind === 'line' ? item.text.trimEnd() : item.kind === 'qr' ? `[QR ${item.data}]` : '[cut]',
    );
    expect(read, `${place} by ${name}`).toEqual(expected);
    for (const item of printed)
      if (item.kind === 'line')
        expect(item.cells, `${place} by ${name}: ${item.text}`).toBeLessThanOrEqual(roll.cells);
    expect(
      printed.filter((item) => item.kind === 'qr').map((item) => item.data),
      place,
    ).toEqual([number]);
  }
  aligned(paper, roll, expected, place);
  return bare(expected.join('\n'));
}

/** The last main column of a table ends in the same cell in its head and in every row, whatever stands before it. */
function aligned(paper: Paper, roll: RollPaper, lines: readonly string[], place: string): void {
  for (const node of paper.nodes) {
    if (node.kind !== 'table') continue;
    const main = node.columns.map((column, at) => ({ column, at })).filter(({ column }) => !column.below);
    const last = main.at(-1)!;
    if (last.column.align !== 'right') continue;
    const head = lines.findIndex((line) => main.every(({ column }) => line.includes(column.title)));
    if (head < 0) continue;
    for (const row of node.rows) {
      const value = row[last.at]!;
      if (value === '') continue;
      const found = lines.slice(head).find((line) => line.endsWith(value) && textCells(line) === roll.cells);
      expect(found, `${place}: ${value} ends at cell ${roll.cells}`).toBeDefined();
    }
  }
}

test('every paper is read back from its bytes, in each of its rolls, in both languages, its code by a scanner', async () => {
  const rig = await paperRig({ seed: 71 });
  const ids = Object.entries(await everyPaper(rig)) as [PrintKind, string][];
  for (const [kind, id] of ids)
    for (const language of languages) {
      const { built, paper } = treeFor(rig, kind, id, language);
      const rolls = new Set<PaperId>([...papersOf(kind).filter(isRoll), 'roll80']);
      for (const roll of rolls) {
        const place = `${kind} on ${roll} in ${language}`;
        const size = papers[roll] as RollPaper;
        const text = onRoll(paper, size, built.number, place);
        // What is made for sheets alone is tried on a roll for its width and code; a roll leaves empty columns out
        if (language !== 'en' && papersOf(kind).some(isRoll))
          for (const word of (headings[kind] ?? '').split(' ')) expect(text, place).toContain(bare(word));
        expect(await readCodes(rasterPaper(paper, size, glyphs)), place).toEqual([`QRCode ${built.number}`]);
      }
    }
}, 120_000);

test('every sheet of every paper has its size, its headings and no word of a program', async () => {
  const rig = await paperRig({ seed: 72 });
  const ids = Object.entries(await everyPaper(rig)) as [PrintKind, string][];
  for (const [kind, id] of ids)
    for (const language of languages)
      for (const sheet of papersOf(kind).filter((one) => !isRoll(one))) {
        const place = `${kind} on ${sheet} in ${language}`;
        const size = papers[sheet] as SheetPaper;
        const { built, paper } = treeFor(rig, kind, id, language);
        const html = renderSheetHtml(paper, size);
        expect(html, place).toContain(
          `@page { size: ${size.widthMicrons / 1000}mm ${size.heightMicrons / 1000}mm;`,
        );
        const text = bare(html.replaceAll(/<style>.*<\/style>|<[^>]+>/gsu, ''));
        if (kind !== 'part_label' && kind !== 'bin_label') expect(text, place).toContain(bare(built.number));
        expect(text, place).not.toMatch(/undefined|\[object|NaN|\bnull\b/u);
        if (language === 'zh')
          for (const word of (headings[kind] ?? '').split(' ')) expect(text, place).toContain(bare(word));
      }
}, 60_000);

test('the PDF of each paper on its usual sheet carries its number and its headings', async () => {
  const rig = await paperRig({ seed: 73 });
  const ids = Object.entries(await everyPaper(rig)) as [PrintKind, string][];
  for (const [kind, id] of ids) {
    const sheet = papersOf(kind).find((one) => !isRoll(one))!;
    const { built, paper } = treeFor(rig, kind, id, 'zh');
    const pdf = await renderPdf(paper, papers[sheet] as SheetPaper, installedFonts(), 0);
    const text = bare(await pdfText(pdf));
    const place = `${kind} on ${sheet}`;
    if (kind !== 'bin_label' && kind !== 'part_label') expect(text, place).toContain(bare(built.number));
    for (const word of (headings[kind] ?? '').split(' ')) expect(text, place).toContain(bare(word));
  }
}, 120_000);

test('a kind that can be built stands in the table above, and one with a group stands in no other', async () => {
  const rig = await paperRig({ seed: 74 });
  const { kinds } = await rig.ask(rig.manager, 'paper.printers', {});
  const made = Object.keys(await everyPaper(rig));
  const ours = kinds.map(({ kind }) => kind as PrintKind);
  expect(made.sort()).toEqual(ours.sort());
  expect(made.sort()).toEqual([...printKinds].sort());
  expect(Object.keys(headings).sort()).toEqual([...printKinds].sort());
}, 60_000);

test('a blind stocktake says nothing of the books while it is counted', async () => {
  const rig = await paperRig({ seed: 75 });
  const { count_sheet: id } = await everyPaper(rig);
  const lines = async () =>
    bare((await rig.ask(rig.manager, 'paper.preview', { kind: 'count_sheet', id: id! })).lines.join('\n'));
  expect(await lines()).toContain('账面');
  const { gate } = rig.outlet.store;
  gate.run({ command: 'test', requestId: rig.outlet.env.newId(), deskId: 'test', staffId: null }, (tx) =>
    tx.update('stock_count', id!, { state: 'open', blind: true }),
  );
  const blind = await lines();
  expect(blind).not.toContain('账面');
  expect(blind).not.toContain('差异');
  expect(blind).toContain('盲盘');
}, 60_000);
