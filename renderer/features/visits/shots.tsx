import { Check } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { sendBlob } from '../../lib/blobs.ts';
import { faultText } from '../../lib/faults.ts';
import { Button, ErrorLine } from '../../ui/index.ts';
import type { Found, Shot } from './entry.ts';
import { pictureHash } from './picture-hash.ts';

/** Photos by their shots' names: several files at once fill the open places in order. */
export function Shots(props: { found: Found; shots: readonly Shot[]; onChange: (shots: Shot[]) => void }) {
  const t = useWords('visits');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(0);
  const pick = useRef<HTMLInputElement>(null);
  const wanted = useRef<string | null>(null);
  const take = async (files: readonly File[]) => {
    setFault(null);
    const shots = [...props.shots];
    const open = props.found.shots
      .map((shot) => shot.name)
      .filter((one) => !shots.some((shot) => shot.name === one));
    setBusy(files.length);
    for (const file of files) {
      const name = wanted.current ?? open.shift() ?? 'other';
      wanted.current = null;
      try {
        const [sent, hash] = await Promise.all([sendBlob(file), pictureHash(file)]);
        shots.push({ name, hash: sent.hash, fileName: file.name, pictureHash: hash });
        props.onChange([...shots]);
      } catch (error) {
        setFault(faultText(error));
      }
      setBusy((left) => left - 1);
    }
  };
  return (
    <div
      className="vis-shots"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take([...event.dataTransfer.files]);
      }}
    >
      <input
        ref={pick}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {props.found.shots.map((shot) => {
        const there = props.shots.some((one) => one.name === shot.name);
        return (
          <button
            key={shot.name}
            type="button"
            className={there ? 'vis-shot vis-shot-there' : 'vis-shot'}
            onClick={() => {
              wanted.current = there ? null : shot.name;
              if (there) props.onChange(props.shots.filter((one) => one.name !== shot.name));
              else pick.current?.click();
            }}
          >
            {there ? <Check size={13} aria-hidden="true" /> : null}
            {shot.name}
            {shot.required ? '' : ` (${t('shot.ifNeeded')})`}
          </button>
        );
      })}
      <Button size="small" hotkey="Alt+P" onPress={() => pick.current?.click()}>
        {busy > 0 ? t('shot.sending', { n: busy }) : t('shot.add')}
      </Button>
      <ErrorLine text={fault} />
    </div>
  );
}
