import { describe, expect, it } from 'vitest';
import { serviceSlip } from '../../main/printing/documents/orders/service-slip.ts';
import { a5, fanfold93, roll80 } from '../../main/printing/layout/papers.ts';
import { renderSheetHtml } from '../../main/printing/render/html.ts';
import { renderPreview } from '../../main/printing/render/preview.ts';
import { repairSlip } from './samples.ts';

const evil = '<img src=x onerror=alert(1)>"\'&<script>alert(1)</script>';
const attacked = serviceSlip({ ...repairSlip, user: { ...repairSlip.user, name: evil, address: evil } });

describe('print page', () => {
  it('gives its size explicitly', () => {
    expect(renderSheetHtml(serviceSlip(repairSlip), a5)).toContain('@page { size: 148mm 210mm;');
    expect(renderSheetHtml(serviceSlip(repairSlip), fanfold93)).toContain('@page { size: 241mm 93.1mm;');
  });

  it.each([
    ['sheet', renderSheetHtml(attacked, a5)],
    ['preview', renderPreview(attacked, roll80)],
  ])('%s: no script, no handler, no outside address, no unescaped name', (_, html) => {
    expect(html).not.toMatch(/<script|<img|<iframe|javascript:|\sstyle=/iu);
    expect(html.replace(/<[^>]*>/gu, '')).not.toContain('<');
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/giu)) expect(tag).not.toMatch(/\son\w+\s*=/iu);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/u);
  });
});
