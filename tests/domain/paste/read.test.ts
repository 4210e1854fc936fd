import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divisionIndex, isOutside } from '../../../domain/paste/divisions.ts';
import { readPaste, splitPaste } from '../../../domain/paste/index.ts';
import { scoreCases } from '../../../domain/paste/score.ts';
import { generateCases } from './grammar.ts';

const now = Date.parse('2026-03-18T02:00:00Z'); // Wednesday 10:00 in Shanghai
const read = (text: string) => readPaste(text, { now });
const wall = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

interface MoreCase {
  id: string;
  text: string;
  more?: Record<string, unknown>;
}
const hard = (
  JSON.parse(readFileSync(new URL('../../fixtures/paste-more.json', import.meta.url), 'utf8')) as {
    cases: MoreCase[];
  }
).cases;

describe('fields beyond the address', () => {
  it.each(hard.filter((one) => one.more !== undefined).map((one) => [one.id, one] as const))(
    '%s',
    (_, one) => {
      const result = read(one.text);
      const got: Record<string, unknown> = {
        brand: result.product?.value.brand ?? '',
        category: result.product?.value.category ?? '',
        model: result.product?.value.model ?? '',
        quantity: result.product?.value.quantity ?? 1,
        service: result.service?.value ?? '',
        fault: result.fault?.value ?? '',
        remark: result.remark?.value ?? '',
        wish: result.wish === null ? null : [wall(result.wish.value.startAt), wall(result.wish.value.endAt)],
        phone2: (result.otherPhones[0]?.value.number ?? '').replace(/\D/g, ''),
      };
      const wanted = one.more ?? {};
      expect(Object.fromEntries(Object.keys(wanted).map((key) => [key, got[key]]))).toEqual(wanted);
    },
  );
});

describe('divisions', () => {
  const counties = divisionIndex().counties.filter((county) => !isOutside(county));
  const tail = '幸福路18号 张三丰 13800000000';

  it('reads every county behind its city, with and without province and suffix', () => {
    const wrong: string[] = [];
    for (const county of counties) {
      const city = county.city === null || county.city === county.province ? '' : county.city.name;
      for (const head of new Set([
        `${county.province.name}${city}`,
        city || county.province.name,
        city.replace(/市$/, '') || county.province.name,
      ])) {
        const result = read(`${head}${county.name}${tail}`);
        const same = result.division?.value.code === county.code && result.detail?.value === '幸福路18号';
        if (!same || result.name?.value !== '张三丰') wrong.push(`${head}${county.name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('never guesses a county whose name several cities have, and finds the unique ones', () => {
    const byName = new Map<string, number>();
    for (const county of counties) byName.set(county.name, (byName.get(county.name) ?? 0) + 1);
    const wrong: string[] = [];
    for (const county of counties) {
      // 城区, 东区 …: words of any address, not a division without their city
      if (/^(?:城|郊|矿|[东西南北])区$/.test(county.name)) continue;
      const result = read(`${county.name}${tail}`);
      const asked = result.questions.find((question) => question.code === 'division_ambiguous');
      const choices = asked?.code === 'division_ambiguous' ? asked.choices.length : 0;
      const value = result.division?.value;
      const several = (byName.get(county.name) ?? 0) > 1;
      const right = several
        ? value?.county === '' && value.city === '' && choices >= 2
        : value?.code === county.code;
      if (!right) wrong.push(county.name);
    }
    expect(wrong).toEqual([]);
  });

  it('asks where a short name is a city and a district of another, and takes what follows as the answer', () => {
    expect(read('朝阳 建国路93号 黎明 13800000000').questions[0]?.code).toBe('division_ambiguous');
    expect(read('鼓楼中山北路30号 何洁 13800000000').division?.value.county ?? '').toBe('');
    expect(read('辽宁朝阳 双塔区 朝阳大街1号 黎明 13800000000').division?.value.county).toBe('双塔区');
    expect(read('鼓楼区中山北路30号，南京市 何洁 13800000000').division?.value.city).toBe('南京市');
  });

  it('asks about contradictions, dissolved districts and two addresses', () => {
    const codes = (text: string): string[] => read(text).questions.map((question) => question.code);
    expect(codes('杭州市鼓楼区中山路1号 13800000000')).toContain('division_contradicts');
    expect(codes('大同市南郊区新建南路18号 13800000000')).toContain('division_dissolved');
    expect(codes('从株洲市芦淞区人民中路18号搬到株洲市天元区黄山路88号 13800000000')).toContain(
      'several_addresses',
    );
    expect(codes('郑州市商务外环路20号 13800000000')).toContain('county_missing');
  });
});

describe('numbers', () => {
  it('asks about broken and hidden numbers and keeps the others', () => {
    expect(read('张三 电话：1380000001 杭州市西湖区文三路1号').questions).toContainEqual({
      code: 'phone_length',
      stated: '1380000001',
    });
    const two = read('张三 座机0571-88000000 手机13800000000 备用电话13900000000 杭州市西湖区文三路1号');
    expect(two.phone?.value.number).toBe('13800000000');
    expect(two.otherPhones.map((phone) => phone.value.number)).toEqual(['0571-88000000', '13900000000']);
    expect(
      read('李四 138****0001 杭州市西湖区文三路1号').questions.map((question) => question.code),
    ).toContain('phone_masked');
  });
});

describe('any text', () => {
  it('a thousand texts of the grammar, 99 of 100 wholly and every phone', () => {
    const seed = 20260318;
    const score = scoreCases(generateCases(seed, 1000), { now });
    expect(score.right.phone, `seed ${seed}`).toBe(1000);
    expect(score.allRight, `seed ${seed} ${JSON.stringify(score.failed.slice(0, 5))}`).toBeGreaterThanOrEqual(
      990,
    );
  });

  it('says where each field stood', () => {
    const text = '收件人：张伟 １３８００００００１４ 浙江省杭州市余杭区五常街道文一西路９６９号';
    const result = read(text);
    const at = (reading: { spans: { start: number; end: number }[] } | null): string[] =>
      (reading?.spans ?? []).map((span) => text.slice(span.start, span.end));
    expect(at(result.name)).toEqual(['张伟']);
    expect(at(result.phone)).toEqual(['１３８００００００１４']);
    expect(at(result.division)).toEqual(['浙江省杭州市余杭区']);
    expect(at(result.detail)).toEqual(['五常街道文一西路９６９号']);
  });

  it('never throws and keeps its spans inside the text', () => {
    const bits = fc.constantFrom(
      '张三',
      '138',
      '00000000',
      '杭州市',
      '鼓楼区',
      '路',
      '8号',
      '\n',
      ' ',
      '：',
      '电话',
      '【',
      '】',
      '明天',
      '下午',
      '3点',
      '空调',
      '\ud83c',
      '\u0000',
      '转',
      '-',
      '86',
      '。',
      'ﷺ',
      '𠮷',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string({ maxLength: 6 })), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const result = read(text);
        const all = [
          result.name,
          result.phone,
          result.division,
          result.detail,
          result.product,
          result.wish,
          result.remark,
        ];
        for (const span of all.flatMap((reading) => reading?.spans ?? [])) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('parts several orders and leaves one alone', () => {
    const one = '收货人：张伟\n电话：13800000014\n地址：杭州市余杭区文一西路969号';
    const two = '李静 13900000015 广州市天河区体育西路100号';
    expect(splitPaste(one)).toEqual([{ text: one, start: 0 }]);
    expect(splitPaste(`${one}\n\n${two}`).map((part) => read(part.text).name?.value)).toEqual([
      '张伟',
      '李静',
    ]);
    const lines = splitPaste(`${two}\n空调漏水\n王芳 13700000016 长沙市岳麓区麓山路1号`);
    expect(lines.map((part) => read(part.text).name?.value)).toEqual(['李静', '王芳']);
    expect(lines[0]?.text).toContain('空调漏水');
  });
});
