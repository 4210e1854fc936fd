import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { personName } from '../../lib/names.ts';
import { useCommand } from '../../lib/query.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { Checkbox } from '../../ui/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { StaffDocument, StaffOptions } from './shapes.ts';

/** Counties under their city; a city's own box takes or leaves all of them. */
export function AreasDialog(props: { document: StaffDocument; options: StaffOptions; onClose: () => void }) {
  const t = useWords('staff');
  const tc = useWords();
  const f = useFormat();
  const { document, options, onClose } = props;
  const { person } = document;
  const command = useCommand('staff.setSkills');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(document.areas.map((one) => one.code)));
  const cities = new Map<string, StaffOptions['divisions']>();
  for (const one of options.divisions) cities.set(one.cityCode, [...(cities.get(one.cityCode) ?? []), one]);
  const put = (codes: readonly string[], yes: boolean) => {
    const next = new Set(chosen);
    for (const code of codes) {
      if (yes) next.add(code);
      else next.delete(code);
    }
    setChosen(next);
  };
  const save = () =>
    command.run({
      id: person.id,
      version: person.version,
      skills: document.skills.map((one) => ({ skillId: one.skillId, level: one.level })),
      areas: [...chosen],
    });
  return (
    <AskDialog
      title={t('areasOf', { name: personName(person, f.language) })}
      doIt={tc('save')}
      wide
      ready
      pending={command.pending}
      faultText={command.faultText}
      onClose={onClose}
      onDo={() => void save().then((done) => done && onClose())}
    >
      <p className="muted">{t('areasHelp')}</p>
      {[...cities].map(([cityCode, counties]) => {
        const codes = counties.map((one) => one.code);
        const count = codes.filter((code) => chosen.has(code)).length;
        return (
          <fieldset key={cityCode} className="staff-tree">
            <legend>
              <Checkbox
                label={t('areasOfCity', { city: counties[0]?.city ?? cityCode })}
                checked={count === codes.length}
                indeterminate={count > 0 && count < codes.length}
                onChange={(yes) => put(codes, yes)}
              />
            </legend>
            <div className="staff-tree-leaves">
              {counties.map((one) => (
                <Checkbox
                  key={one.code}
                  label={one.name}
                  checked={chosen.has(one.code)}
                  onChange={(yes) => put([one.code], yes)}
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </AskDialog>
  );
}
