import { Bookmark, ChevronDown, ChevronUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SavedView, ViewBody } from '../../../preload/contract/order-list.ts';
import { useCan } from '../../app/session.tsx';
import { useWords } from '../../i18n/index.ts';
import { countText } from '../../lib/format.ts';
import { useCommand, useQuery } from '../../lib/query.tsx';
import { useKeys } from '../../lib/use-keys.ts';
import {
  Button,
  Checkbox,
  Dialog,
  ErrorLine,
  IconButton,
  Menu,
  type MenuAction,
  openMenu,
  TextField,
} from '../../ui/index.ts';

const tables = ['saved_view'];

export function useSavedViews(): {
  views: readonly SavedView[];
  countOf: (id: string) => number | undefined;
} {
  const views = useQuery('orders.views', {}, { keep: true, tables }).data?.views ?? [];
  const counts = useQuery(
    'orders.viewCounts',
    {},
    { keep: true, enabled: views.length > 0, tables: ['saved_view', 'work_order', 'work_order_tag'] },
  ).data?.counts;
  return { views, countOf: (id) => counts?.find((row) => row.id === id)?.count };
}

/** Own and shared views behind one key: choose, save what is shown, put in order. */
export function ViewMenu(props: {
  views: readonly SavedView[];
  countOf: (id: string) => number | undefined;
  /** The saved view on show, and whether it was changed since. */
  active: SavedView | null;
  changed: boolean;
  body: () => ViewBody;
  onShow: (view: SavedView) => void;
}) {
  const t = useWords('listing');
  const [asking, setAsking] = useState<'save' | 'manage' | null>(null);
  const update = useCommand('orders.saveView');
  const { active } = props;
  const button = useRef<HTMLButtonElement>(null);
  useKeys([{ keys: 'Alt+F', label: t('saved.button'), run: () => openMenu(button.current) }]);
  const note = (view: SavedView) => {
    const count = props.countOf(view.id);
    return [
      view.own ? '' : t('saved.by', { name: view.ownerName }),
      count === undefined ? '' : countText(count),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  const actions: MenuAction[] = [
    ...props.views.map((view) => ({
      id: view.id,
      label: view.name,
      note: note(view),
      run: () => props.onShow(view),
    })),
    ...(active?.own && props.changed
      ? [
          {
            id: 'update',
            label: t('saved.saveOver', { name: active.name }),
            run: () =>
              void update.run({
                id: active.id,
                version: active.version,
                name: active.name,
                shared: active.shared,
                body: props.body(),
              }),
          },
        ]
      : []),
    { id: 'save', label: t('saved.save'), hotkey: 'Shift+S', run: () => setAsking('save') },
    ...(props.views.some((view) => view.own)
      ? [{ id: 'manage', label: t('saved.manage'), run: () => setAsking('manage') }]
      : []),
  ];
  return (
    <>
      <Menu label={t('saved.button')} actions={actions}>
        <Button ref={button} hint="Alt+F" icon={<Bookmark size={14} />}>
          <span className="ord-view-button truncate">
            {active === null ? t('saved.button') : `${active.name}${props.changed ? ' *' : ''}`}
          </span>
        </Button>
      </Menu>
      <ErrorLine text={update.faultText} />
      {asking === 'save' ? (
        <SaveDialog body={props.body} onClose={() => setAsking(null)} onSaved={props.onShow} />
      ) : null}
      {asking === 'manage' ? (
        <ManageDialog views={props.views.filter((view) => view.own)} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}

function SaveDialog({
  body,
  onClose,
  onSaved,
}: {
  body: () => ViewBody;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}) {
  const t = useWords('listing');
  const save = useCommand('orders.saveView');
  const mayShare = useCan('orders.read') === 'all';
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const go = async () => {
    if (name.trim() === '') return;
    const kept = body();
    const done = await save.run({ name: name.trim(), shared, body: kept });
    if (done === null) return;
    onSaved({ ...done, name: name.trim(), shared, own: true, ownerName: '', body: kept });
    onClose();
  };
  return (
    <Dialog
      title={t('saved.title')}
      open
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            hotkey="Enter"
            disabled={name.trim() === ''}
            pending={save.pending}
            onPress={() => void go()}
          >
            {t('common:save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('saved.name')}
        value={name}
        onChange={setName}
        maxLength={40}
        placeholder={t('saved.placeholder')}
        autoFocus
        required
        onEnter={() => void go()}
      />
      {mayShare ? <Checkbox label={t('saved.shared')} checked={shared} onChange={setShared} /> : null}
      {shared ? <p className="muted">{t('saved.sharedHelp')}</p> : null}
      <ErrorLine text={save.faultText} />
    </Dialog>
  );
}

function ManageDialog({ views, onClose }: { views: readonly SavedView[]; onClose: () => void }) {
  const t = useWords('listing');
  const order = useCommand('orders.orderViews');
  const remove = useCommand('orders.removeView');
  const save = useCommand('orders.saveView');
  const move = (at: number, by: number) => {
    const ids = views.map((view) => view.id);
    const [id] = ids.splice(at, 1);
    if (id === undefined) return;
    ids.splice(at + by, 0, id);
    void order.run({ ids });
  };
  return (
    <Dialog
      title={t('saved.manage')}
      open
      onClose={onClose}
      actions={
        <Button variant="primary" hotkey="Enter" onPress={onClose}>
          {t('saved.done')}
        </Button>
      }
    >
      {views.length === 0 ? <p>{t('saved.none')}</p> : null}
      <ul className="ord-saved">
        {views.map((view, at) => (
          <li key={view.id}>
            <span className="grow">
              <RenameField
                view={view}
                onName={(name) =>
                  void save.run({
                    id: view.id,
                    version: view.version,
                    name,
                    shared: view.shared,
                    body: view.body,
                  })
                }
              />
            </span>
            <Checkbox
              label={t('saved.shared')}
              checked={view.shared}
              onChange={(shared) =>
                void save.run({
                  id: view.id,
                  version: view.version,
                  name: view.name,
                  shared,
                  body: view.body,
                })
              }
            />
            <IconButton
              label={`${t('saved.up')} ${view.name}`}
              icon={<ChevronUp size={14} />}
              disabled={at === 0}
              onPress={() => move(at, -1)}
            />
            <IconButton
              label={`${t('saved.down')} ${view.name}`}
              icon={<ChevronDown size={14} />}
              disabled={at === views.length - 1}
              onPress={() => move(at, 1)}
            />
            <IconButton
              label={`${t('saved.remove')} ${view.name}`}
              icon={<Trash2 size={14} />}
              onPress={() => void remove.run({ id: view.id, version: view.version })}
            />
          </li>
        ))}
      </ul>
      <ErrorLine text={order.faultText ?? remove.faultText ?? save.faultText} />
    </Dialog>
  );
}

/** The name is kept when the field is left or Enter pressed. */
function RenameField({ view, onName }: { view: SavedView; onName: (name: string) => void }) {
  const t = useWords('listing');
  const [name, setName] = useState(view.name);
  const keep = () => {
    if (name.trim() !== '' && name.trim() !== view.name) onName(name.trim());
  };
  return (
    <span onBlur={keep}>
      <TextField
        label={t('saved.rename')}
        quietLabel
        value={name}
        onChange={setName}
        maxLength={40}
        onEnter={keep}
      />
    </span>
  );
}
