import { useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import {
  DateField,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Skeleton,
  useDocumentRoute,
} from '../../ui/index.ts';
import { IssueSheet, type SheetHandle } from './issue-sheet.tsx';
import { PeopleList } from './people-list.tsx';
import type { TakeScan } from './scan-desk.tsx';
import { PartsPage } from './shell.tsx';

/** 领料: choose a person, his day's parts stand ready, Enter hands them out; scanning chooses or adds. */
export function IssueScreen() {
  const t = useWords('parts');
  const f = useFormat();
  const { openId, open, close } = useDocumentRoute('/parts/issue');
  const [day, setDay] = useState(f.today);
  const [told, setTold] = useState<string | null>(null);
  const list = useRef<ListHandle>(null);
  const sheet = useRef<SheetHandle>(null);
  const bags = useQuery('parts.bags', {});

  // A part goes on the open sheet; a badge, a slip or a paper opens its person's
  const take: TakeScan = async (hit) => {
    setTold(null);
    if (hit.kind === 'part' || hit.kind === 'serial') {
      if (openId === null || !sheet.current) setTold(t('issue.choose'));
      else await sheet.current.add(hit.partId ?? hit.id, hit.kind === 'serial' ? hit.text : null);
      return true;
    }
    if (hit.staffId === null || !(hit.kind === 'staff' || hit.kind === 'order')) return false;
    open(hit.staffId, { now: true });
    return true;
  };

  return (
    <PartsPage view="issue" take={take}>
      <ErrorLine text={told} />
      <ErrorLine text={bags.faultText} />
      <ListDocument
        name="parts-issue"
        initial={860}
        listRef={list}
        onClose={close}
        placeholder={<EmptyState title={t('issue.choose')} text={t('issue.chooseText')} />}
        list={
          <div className="parts-people">
            <div className="parts-bar">
              <DateField
                label={t('issue.day')}
                quietLabel
                value={day}
                onChange={(next) => setDay(next ?? f.today)}
              />
            </div>
            {bags.data ? (
              <PeopleList
                short
                listRef={list}
                bags={bags.data.bags}
                openId={openId}
                onChoose={(bag) => open(bag.staffId)}
                onEnter={(bag) => {
                  if (bag.staffId === openId) void sheet.current?.go();
                  else open(bag.staffId, { now: true });
                }}
              />
            ) : (
              <Skeleton lines={8} />
            )}
          </div>
        }
        document={
          openId === null ? null : (
            <IssueSheet key={`${openId} ${day}`} ref={sheet} staffId={openId} day={day} />
          )
        }
      />
    </PartsPage>
  );
}
