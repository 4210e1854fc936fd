import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { Button, ComboBox, ErrorLine, type Option } from '../../../ui/index.ts';

/** Things of a block in their order: each may go up, down or out, and others of the paper may come in. */
export function ItemList<T>(props: {
  label: string;
  items: readonly T[];
  idOf: (item: T) => string;
  nameOf: (id: string) => string;
  /** What is wrong with the nth. */
  faultOf: (at: number) => string | null;
  /** What may still be added. */
  left: readonly Option[];
  make: (id: string) => T;
  onChange: (items: T[]) => void;
  children?: (item: T, set: (item: T) => void) => ReactNode;
}) {
  const t = useWords('papertemplates');
  const { items, onChange } = props;
  const move = (at: number, by: number) => {
    const next = [...items];
    const [item] = next.splice(at, 1);
    if (item !== undefined) next.splice(at + by, 0, item);
    onChange(next);
  };
  return (
    <div className="ptm-group">
      <strong>{props.label}</strong>
      <ol className="ptm-items">
        {items.map((item, at) => {
          const name = props.nameOf(props.idOf(item));
          return (
            <li key={props.idOf(item)} className="ptm-item">
              <div className="ptm-row">
                <span className="ptm-name">{name}</span>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('upNamed', { name })}
                  disabled={at === 0}
                  onPress={() => move(at, -1)}
                >
                  ↑
                </Button>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('downNamed', { name })}
                  disabled={at === items.length - 1}
                  onPress={() => move(at, 1)}
                >
                  ↓
                </Button>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('removeNamed', { name })}
                  onPress={() => onChange(items.filter((_, place) => place !== at))}
                >
                  ×
                </Button>
              </div>
              {props.children?.(item, (next) =>
                onChange(items.map((one, place) => (place === at ? next : one))),
              )}
              <ErrorLine text={props.faultOf(at)} />
            </li>
          );
        })}
      </ol>
      <ComboBox
        key={items.length}
        label={t('addItem')}
        placeholder={t('addItemHint')}
        value={null}
        disabled={props.left.length === 0}
        options={props.left}
        onChange={(id) => onChange([...items, props.make(id)])}
      />
    </div>
  );
}
