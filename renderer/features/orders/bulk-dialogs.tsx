import { type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useDraft } from '../../lib/drafts.ts';
import { useQuery } from '../../lib/query.tsx';
import { Button, ComboBox, Dialog, Select, TextField } from '../../ui/index.ts';
import { useLifeWords } from './life-words.ts';
import { usePeopleOptions } from './people-options.ts';
import { PickList } from './pick-list.tsx';
import type { BulkInput } from './use-bulk.ts';

interface Asked {
  count: number;
  onGo: (input: BulkInput) => void;
  onClose: () => void;
}

function Frame(props: {
  title: string;
  go: string;
  ready: boolean;
  onGo: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useWords('listing');
  return (
    <Dialog
      title={props.title}
      open
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" onPress={props.onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" hotkey="Enter" disabled={!props.ready} onPress={props.onGo}>
            {props.go}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}

/** One person for all of them. Whoever may not take one leaves it where it is: the result says which and why. */
export function BulkAssign({ count, onGo, onClose }: Asked) {
  const t = useWords('listing');
  const { choices, named } = useLifeWords();
  const people = usePeopleOptions();
  const [staffId, setStaffId] = useState<string | null>(null);
  const [reasonCode, setReasonCode] = useState<string>('');
  const chosen = people.find((one) => one.id === staffId);
  const go = () => {
    if (staffId !== null)
      onGo({ action: 'assign', staffId, reasonCode: reasonCode === '' ? null : reasonCode });
  };
  return (
    <Frame
      title={t('bulk.assignTitle', { n: count })}
      go={chosen ? t('bulk.assignGo', { name: chosen.label }) : t('bulk.assign')}
      ready={staffId !== null}
      onGo={go}
      onClose={onClose}
    >
      <ComboBox label={t('field.staff')} value={staffId} onChange={setStaffId} options={people} />
      <Select
        label={t('bulk.reassignWhy')}
        value={reasonCode === '' ? 'none' : reasonCode}
        onChange={(id) => setReasonCode(id === 'none' ? '' : id)}
        options={[
          { id: 'none', label: t('bulk.reassignNone') },
          ...choices.reasons
            .filter((reason) => reason.kind === 'reassign')
            .map((reason) => ({ id: reason.code, label: named(reason) })),
        ]}
      />
    </Frame>
  );
}

export function BulkUnassign({ count, onGo, onClose }: Asked) {
  const t = useWords('listing');
  const { choices, named } = useLifeWords();
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  return (
    <Frame
      title={t('bulk.unassignTitle', { n: count })}
      go={t('bulk.unassign')}
      ready={reasonCode !== null}
      onGo={() => onGo({ action: 'unassign', reasonCode })}
      onClose={onClose}
    >
      <PickList
        label={t('bulk.why')}
        value={reasonCode}
        onPick={setReasonCode}
        picks={choices.reasons
          .filter((reason) => reason.kind === 'reassign')
          .map((reason) => ({ id: reason.code, label: named(reason) }))}
      />
    </Frame>
  );
}

const wordsOf = (text: string): string[] =>
  [...new Set(text.split(/[\s,，、]+/).filter(Boolean))].slice(0, 12);

export function BulkTag({ count, onGo, onClose }: Asked) {
  const t = useWords('listing');
  const [draft, setDraft, clear] = useDraft('orders.bulk.tags', { add: '', remove: '' });
  const known = useQuery('orders.tags', {}, { keep: true, tables: ['work_order_tag'] }).data?.tags ?? [];
  const add = wordsOf(draft.add);
  const remove = wordsOf(draft.remove);
  const ready = add.length + remove.length > 0 && [...add, ...remove].every((tag) => tag.length <= 20);
  const go = () => {
    if (!ready) return;
    clear();
    onGo({ action: 'tag', addTags: add, removeTags: remove });
  };
  return (
    <Frame
      title={t('bulk.tagTitle', { n: count })}
      go={t('bulk.tagGo')}
      ready={ready}
      onGo={go}
      onClose={onClose}
    >
      <TextField
        label={t('bulk.tagAdd')}
        help={t('bulk.tagHelp')}
        value={draft.add}
        autoFocus
        maxLength={200}
        onChange={(text) => setDraft({ ...draft, add: text })}
        onEnter={go}
      />
      <TextField
        label={t('bulk.tagRemove')}
        value={draft.remove}
        maxLength={200}
        onChange={(text) => setDraft({ ...draft, remove: text })}
        onEnter={go}
      />
      <div className="row wrap">
        {known.slice(0, 12).map(({ tag, count: uses }) => (
          <Button
            key={tag}
            size="small"
            variant="quiet"
            onPress={() => setDraft({ ...draft, add: [...wordsOf(draft.add), tag].join(' ') })}
          >
            {`${tag} ${uses}`}
          </Button>
        ))}
      </div>
    </Frame>
  );
}
