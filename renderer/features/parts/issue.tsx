import { useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { api } from '../../lib/api.ts';
import { useQuery } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { useScan } from '../../lib/use-keys.ts';
import {
  DateField,
  EmptyState,
  ErrorLine,
  ListDocument,
  type ListHandle,
  Skeleton,
  TextField,
  useDocumentRoute,
} from '../../ui/index.ts';
import { IssueSheet, type SheetHandle } from './issue-sheet.tsx';
import { PeopleList } from './people-list.tsx';
import { PartsPage } from './shell.tsx';

/** 领料: choose a person, his day's parts stand ready, Enter hands them out; scanning chooses or adds. */
export function IssueScreen() {
  const t = useWords('parts');
  const f = useFormat();
  const { openId, open, close } = useDocumentRoute('/parts/issue');
  const [day, setDay] = useState(f.today);
  const [code, setCode] = useState('');
  const [unknown, setUnknown] = useState<string | null>(null);
  const list = useRef<ListHandle>(null);
  const sheet = useRef<SheetHandle>(null);
  const bags = useQuery('parts.bags', {});

  const take = async (raw: string) => {
    const text = raw.trim();
    if (text === '') return;
    setCode('');
    setUnknown(null);
    const found = await api.call('parts.scan', { code: text }).catch(() => null);
    if (found === null || found.kind === 'unknown') setUnknown(t('issue.scanUnknown', { code: text }));
    else if (found.partId !== null && found.kind !== 'old_part') {
      if (openId === null || !sheet.current) setUnknown(t('issue.choose'));
      else await sheet.current.add(found.partId, found.kind === 'serial' ? found.text : null);
    } else if (found.staffId !== null) open(found.staffId, { now: true });
    else setUnknown(t('issue.scanUnknown', { code: text }));
  };
  useScan((scanned) => {
    void take(scanned);
    return true;
  });

  return (
    <PartsPage
      view="issue"
      actions={
        <TextField
          className="parts-scan"
          label={t('issue.scan')}
          quietLabel
          placeholder={t('issue.scan')}
          value={code}
          onChange={setCode}
          onEnter={() => void take(code)}
        />
      }
    >
      <ErrorLine text={unknown} />
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
