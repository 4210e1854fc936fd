import { createElement, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

/** What a drawn page is made of; anything else in the answer is left out rather than shown. */
const tags: Readonly<Record<string, readonly string[]>> = {
  div: ['class'],
  p: ['class'],
  h2: ['class'],
  span: ['class'],
  table: ['class'],
  colgroup: [],
  col: ['width'],
  thead: [],
  tbody: [],
  tr: ['class'],
  th: ['class'],
  td: ['class', 'colspan'],
  br: [],
  hr: [],
  svg: ['viewBox', 'width', 'height', 'preserveAspectRatio'],
  path: ['d'],
  img: ['src', 'width'],
};
const names: Readonly<Record<string, string>> = { class: 'className', colspan: 'colSpan' };

/**
 * A page as it is printed: its own words and its own rules, in a root of its own so that neither touches the window's.
 * Built element by element; markup from elsewhere is never put into the page as it is.
 */
export function SheetPicture(props: {
  label: string;
  sheet: { html: string; widthMicrons: number; heightMicrons: number; marginMicrons: number };
}) {
  const { html, widthMicrons, heightMicrons, marginMicrons } = props.sheet;
  const host = useRef<HTMLDivElement>(null);
  const [root, setRoot] = useState<ShadowRoot | null>(null);
  const { css, drawn } = useMemo(() => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    return {
      css: [...page.querySelectorAll('style')].map((style) => style.textContent).join('\n'),
      drawn: [...page.body.childNodes].map((node, at) => rebuild(node, at)),
    };
  }, [html]);
  useLayoutEffect(() => {
    const element = host.current;
    if (element !== null) setRoot(element.shadowRoot ?? element.attachShadow({ mode: 'open' }));
  }, []);
  useLayoutEffect(() => {
    if (root === null) return;
    const rules = new CSSStyleSheet();
    rules.replaceSync(css);
    root.adoptedStyleSheets = [rules];
  }, [root, css]);
  return (
    <div
      ref={host}
      className="ptm-page"
      role="img"
      aria-label={props.label}
      style={{
        width: `${widthMicrons / 1000}mm`,
        minHeight: `${heightMicrons / 1000}mm`,
        padding: `${marginMicrons / 1000}mm`,
      }}
    >
      {root === null ? null : createPortal(drawn, root)}
    </div>
  );
}

function rebuild(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent === '\n' ? null : node.textContent;
  if (!(node instanceof Element)) return null;
  const name = node.localName;
  const allowed = tags[name];
  if (!allowed) return null;
  const given: Record<string, string | number> = { key };
  for (const attribute of allowed) {
    const value = node.getAttribute(attribute);
    if (value === null) continue;
    if (attribute === 'src' && !value.startsWith('data:image/png')) continue;
    given[names[attribute] ?? attribute] = value;
  }
  const children = [...node.childNodes].map((child, at) => rebuild(child, at));
  if (name === 'img') return createElement(name, { ...given, alt: '' });
  return children.length === 0 ? createElement(name, given) : createElement(name, given, ...children);
}
