import { createElement, type ReactNode, useMemo } from 'react';

/** What a drawn roll is made of; anything else in the answer is left out rather than shown. */
const tags: Readonly<Record<string, readonly string[]>> = {
  div: ['class', 'lang'],
  span: ['class'],
  i: ['class'],
  svg: ['class', 'width', 'height', 'viewBox', 'preserveAspectRatio'],
  path: ['d'],
  img: ['class', 'width', 'src'],
};

/** The roll as the host drew it, rebuilt element by element: markup from elsewhere is never put into the page as it is. */
export function RollPicture({ html }: { html: string }) {
  const drawn = useMemo(() => {
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    return [...body.childNodes].map((node, at) => rebuild(node, at));
  }, [html]);
  return <>{drawn}</>;
}

function rebuild(node: Node, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const name = node.localName;
  const allowed = tags[name];
  if (!allowed) return null;
  const given: Record<string, string | number> = { key };
  for (const attribute of allowed) {
    const value = node.getAttribute(attribute);
    if (value === null) continue;
    if (attribute === 'src' && !value.startsWith('data:image/png')) continue;
    given[attribute === 'class' ? 'className' : attribute] = value;
  }
  if (name === 'img') return createElement(name, { ...given, alt: '' });
  return createElement(name, given, ...[...node.childNodes].map((child, at) => rebuild(child, at)));
}
