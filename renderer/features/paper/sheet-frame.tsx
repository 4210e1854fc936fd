import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';

export type SheetPage = NonNullable<OutputOf<'paper.preview'>['sheet']>;

export interface SheetPrinter {
  /** Opens the window's own print dialog on the sheet; answers once it is closed. */
  print(): void;
}

const pxPerMicron = 96 / 25_400;
const zooms = [0.75, 1, 1.5];

/**
 * The sheet's own page at true proportion, in a frame without scripts: what the driver of a printer gets is what stands
 * here, cut into the same pages.
 */
export function SheetFrame({
  sheet,
  title,
  ref,
}: {
  sheet: SheetPage;
  title: string;
  ref?: Ref<SheetPrinter>;
}) {
  const t = useWords('paperforms');
  const frame = useRef<HTMLIFrameElement>(null);
  const [page, setPage] = useState(0);
  const [pages, setPages] = useState(1);
  const [zoom, setZoom] = useState(() => (sheet.widthMicrons < 100_000 ? 1.5 : 0.75));
  const [loaded, setLoaded] = useState(0);
  useImperativeHandle(ref, () => ({ print: () => frame.current?.contentWindow?.print() }));
  useEffect(() => {
    const window = frame.current?.contentWindow as (Window & typeof globalThis) | null | undefined;
    const paper = window?.document.querySelector<HTMLElement>('.paper, svg');
    if (!window || !paper) return;
    const rules = new window.CSSStyleSheet();
    rules.replaceSync(`${sheet.css}\n${screenRules(sheet, zoom, page)}`);
    window.document.adoptedStyleSheets = [rules];
    const wide = sheet.widthMicrons * pxPerMicron;
    // Each column is one page; the last column's own margin is not part of what scrolls.
    const content = paper.scrollWidth + 2 * sheet.marginMicrons * pxPerMicron;
    setPages(Math.max(1, Math.round(content / wide)));
  }, [sheet, zoom, page, loaded]);
  const width = sheet.widthMicrons * pxPerMicron * zoom;
  const height = sheet.heightMicrons * pxPerMicron * zoom;
  return (
    <div className="pap-page">
      <iframe
        ref={frame}
        // No scripts; its own origin only so that this window may put the style beside the page.
        sandbox="allow-same-origin allow-modals"
        title={title}
        srcDoc={`<!doctype html><html lang="${sheet.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title></title></head><body>${sheet.body}</body></html>`}
        onLoad={() => setLoaded((count) => count + 1)}
        style={{ width, height }}
      />
      <div className="pap-page-keys">
        <Button
          size="small"
          hotkey="Alt+Z"
          onPress={() => setZoom(zooms[(zooms.indexOf(zoom) + 1) % zooms.length] ?? 1)}
        >
          {t('zoomTo', { percent: Math.round(zoom * 100) })}
        </Button>
        {pages > 1 ? (
          <>
            <Button size="small" hotkey="Alt+[" disabled={page === 0} onPress={() => setPage(page - 1)}>
              {t('pageBefore')}
            </Button>
            <span className="pap-number">{t('pageOf', { n: page + 1, total: pages })}</span>
            <Button
              size="small"
              hotkey="Alt+]"
              disabled={page + 1 >= pages}
              onPress={() => setPage(page + 1)}
            >
              {t('pageNext')}
            </Button>
          </>
        ) : null}
      </div>
    </div>
  );
}

/** On the screen every page is a column of the sheet's inside; only the one looked at is in sight. */
function screenRules(sheet: SheetPage, zoom: number, page: number): string {
  const mm = (microns: number) => `${microns / 1000}mm`;
  const inside = mm(sheet.widthMicrons - 2 * sheet.marginMicrons);
  const margin = mm(sheet.marginMicrons);
  return `@media screen {
  html { zoom: ${zoom}; overflow: hidden; background: #fff; }
  body { margin: 0; }
  .paper { position: absolute; left: ${margin}; top: ${margin}; width: ${inside};
    height: ${mm(sheet.heightMicrons - 2 * sheet.marginMicrons)};
    column-width: ${inside}; column-gap: ${mm(2 * sheet.marginMicrons)}; column-fill: auto;
    transform: translateX(calc(-${page} * ${mm(sheet.widthMicrons)})); }
}`;
}
