import { describe, expect, it } from 'vitest';
import { capitalAmount } from '../../main/printing/documents/capital-amount.ts';
import {
  formatFen,
  formatInstant,
  formatMilli,
  formatPhone,
  formatWindow,
} from '../../main/printing/documents/format.ts';
import { issueSlip } from '../../main/printing/documents/stock/issue-slip.ts';
import { oldPartLabel } from '../../main/printing/documents/stock/old-part-label.ts';
import { receipt } from '../../main/printing/documents/money/receipt.ts';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { roll80 } from '../../main/printing/layout/papers.ts';
import type { Paper } from '../../main/printing/layout/tree.ts';
import { renderText } from '../../main/printing/render/text.ts';
import { en } from '../../main/printing/words/en/index.ts';
import { zh } from '../../main/printing/words/zh/index.ts';
import { finishedSlip, issue, label, paidReceipt, repairSlip } from './samples.ts';

const text = (paper: Paper) => renderText(paper, roll80).join('\n');
const headings = (list: string) => list.split(' ');

describe('words', () => {
  it('has the same keys in both languages, and no Chinese in the English ones', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const [key, word] of Object.entries(en)) {
      expect(word, key).not.toMatch(/\p{Script=Han}/u);
      expect(word, key).not.toBe('');
    }
  });
});

describe('headings a shop expects', () => {
  it('service slip', () => {
    const out = text(serviceSlip(finishedSlip));
    const wanted =
      '服务电话 监督电话 单号 平台/品牌 平台单号 服务类型 保修 用户姓名 联系电话 备用电话 服务地址 小区楼栋 楼层/电梯 品牌 品类 ' +
      '产品型号 机身条码 购买日期 购买商场 故障现象 用户要求 预约时段 师傅备注 师傅 师傅电话 派工人 派工时间 需带配件 到达时间 完工时间 ' +
      '故障代码 故障原因 维修措施 服务结果 序号 配件编码 配件名称 数量 单价 金额 保内/保外 旧件已收 上门费 检测费 维修费 材料费 远程费 ' +
      '高空费 其他 合计 合计大写 现金□ 扫码■ 收据号 满意□ 一般□ 不满意□ 先报价□ 已讲解□ 已清场□ 核销码 用户签字 日期 师傅签字 网点盖章';
    for (const word of headings(wanted)) expect(out).toContain(word);
    expect(out).toContain('叁佰捌拾元整');
  });

  it('issue slip', () => {
    const wanted =
      '单号 领料日期 领料人 班组 出库仓 关联工单 序号 配件编码 条码 名称规格 适用机型 应领 实发 单价 金额 货位 批次/序列号 用途 应交旧件 备注 合计 未还金额/额度 领料人签字 发料人 审批';
    const out = text(issueSlip(issue));
    for (const word of headings(wanted)) expect(out).toContain(word);
  });

  it('old-part label', () => {
    const out = text(oldPartLabel(label));
    for (const word of headings('网点编码 工单号 机身条码 故障代码 更换日期 师傅 最晚返还日'))
      expect(out).toContain(word);
  });

  it.each([
    ['service slip', serviceSlip(repairSlip)],
    ['issue slip', issueSlip(issue)],
    ['receipt', receipt(paidReceipt)],
    ['label', oldPartLabel(label)],
  ])(
    '%s says when, for the how-manieth time and by whom it was printed, and carries its number as a code',
    (_, paper) => {
      expect(text(paper)).toContain('打印时间 2026-11-22 07:41 第1次 打印人 祁望春');
      expect(text(paper)).toMatch(/\[QR [A-Z]{2}261122-\d{4}\]/u);
    },
  );

  it('counts printings and says why a slip is void', () => {
    const out = text(serviceSlip({ ...finishedSlip, voided: { reason: '平台撤单' } }));
    expect(out).toContain('第2次');
    expect(out).toContain('作废原因: 平台撤单');
  });

  it('names each part of a three-part slip', () => {
    expect(text(serviceSlip({ ...repairSlip, part: 'settlement' }))).toContain('结算联(红)');
  });

  it('asks for the installation record of the kind of machine', () => {
    const out = text(serviceSlip({ ...repairSlip, slip: 'install', installRecord: 'air_conditioner' }));
    for (const word of headings(
      '安装服务单 安装位置 抽真空时间 保压 出风温度 排水试验 接地 附件清点 安全告知 内机条码粘贴处',
    )) {
      expect(out).toContain(word);
    }
    expect(text(serviceSlip({ ...repairSlip, installRecord: 'lock' }))).toContain('门厚');
  });

  it('prints no Chinese heading on an English slip', () => {
    const bare = {
      ...repairSlip,
      language: 'en' as const,
      marks: [],
      machines: [],
      platform: 'Tmall',
      brand: null,
    };
    const out = text(
      serviceSlip({
        ...bare,
        outlet: { ...bare.outlet, name: 'Chenhe' },
        mark: { ...bare.mark, printedBy: 'Qi' },
        serviceType: 'Repair',
        warranty: 'in warranty',
        user: { name: 'Lin', phone: '13600000318', address: 'Wangzhang Rd 188' },
        request: { appointmentStartMs: null, appointmentEndMs: null },
        dispatch: { technician: 'Gan', dispatchedBy: 'Qi', dispatchedAtMs: null, partsToBring: [] },
      }),
    );
    expect(out).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('numbers on paper', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角'],
    [105, '壹元零伍分'],
    [38000, '叁佰捌拾元整'],
    [1_005_030, '壹万零伍拾元叁角'],
    [10_000_000_000, '壹亿元整'],
    [1_000_010_000, '壹仟万零壹佰元整'],
    [100_000_100, '壹佰万零壹元整'],
    [-12_345, '负壹佰贰拾叁元肆角伍分'],
  ])('%i fen is %s', (fen, words) => {
    expect(capitalAmount(fen)).toBe(words);
  });

  it('writes money, quantities, phones and instants as the shop does', () => {
    expect([formatFen(0), formatFen(5), formatFen(-1250)]).toEqual(['0.00', '0.05', '-12.50']);
    expect([formatMilli(2500), formatMilli(1000), formatMilli(-5), formatMilli(100_000)]).toEqual([
      '2.5',
      '1',
      '-0.005',
      '100',
    ]);
    expect([formatPhone('13600000318'), formatPhone('136****0318'), formatPhone('0731-0000')]).toEqual([
      '136 0000 0318',
      '136 **** 0318',
      '0731-0000',
    ]);
    expect(formatInstant(Date.UTC(2026, 10, 21, 16, 0), 'Asia/Shanghai')).toBe('2026-11-22 00:00');
    expect(formatWindow(Date.UTC(2026, 10, 22, 14), Date.UTC(2026, 10, 22, 17), 'Asia/Shanghai')).toBe(
      '2026-11-22 22:00 - 2026-11-23 01:00',
    );
    expect(() => formatFen(0.5)).toThrow(RangeError);
  });
});
