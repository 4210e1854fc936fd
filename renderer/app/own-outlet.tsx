import { useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { faultForField } from '../lib/faults.ts';
import { queryClient, useCommand } from '../lib/query.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox, ErrorLine, TextField } from '../ui/field.tsx';
import { GatePage } from './pages.tsx';

const fields = ['name', 'phone', 'managerName', 'pin'] as const;
const trades = ['air_conditioner', 'white_goods', 'kitchen', 'water', 'smart_home', 'furniture'] as const;

/** Name, phone, manager and PIN of a new outlet, and the trades whose catalogue it begins with. */
export function OwnOutlet({ onBack }: { onBack: () => void }) {
  const t = useWords();
  const start = useCommand('outlet.startOwn');
  const [draft, setDraft] = useState({ name: '', phone: '', managerName: '', pin: '' });
  const [chosen, setChosen] = useState<ReadonlySet<(typeof trades)[number]>>(new Set());
  const ready = draft.name.trim() !== '' && draft.managerName.trim() !== '' && draft.pin.length >= 4;
  const placed = fields.some((field) => faultForField(start.fault, field));
  const go = async () => {
    if (!ready || start.pending) return;
    if (await start.run({ ...draft, trades: [...chosen] })) await queryClient.invalidateQueries();
  };
  return (
    <GatePage>
      <h1>{t('first.own')}</h1>
      <p>{t('first.ownAsk')}</p>
      <div className="gate-panel pin-panel">
        {fields.map((field, index) => (
          <TextField
            key={field}
            label={t(`first.field.${field}`)}
            required={field !== 'phone'}
            type={field === 'pin' ? 'password' : 'text'}
            inputMode={field === 'pin' ? 'numeric' : 'text'}
            autoComplete={field === 'pin' ? 'new-password' : 'off'}
            help={field === 'pin' ? t('first.pinHelp') : undefined}
            error={faultForField(start.fault, field) ? start.faultText : null}
            autoFocus={index === 0}
            value={draft[field]}
            onChange={(value) =>
              setDraft({ ...draft, [field]: field === 'pin' ? value.replace(/\D/g, '') : value })
            }
            onEnter={() => void go()}
          />
        ))}
        <div role="group" aria-label={t('first.trades')} className="row row-wrap">
          <span className="ui-label">{t('first.trades')}</span>
          {trades.map((trade) => (
            <Checkbox
              key={trade}
              label={t(`first.trade.${trade}`)}
              checked={chosen.has(trade)}
              onChange={(on) => {
                const next = new Set(chosen);
                if (on) next.add(trade);
                else next.delete(trade);
                setChosen(next);
              }}
            />
          ))}
        </div>
        <ErrorLine text={placed ? null : start.faultText} />
        <div className="row spread">
          <Button variant="quiet" hotkey="Escape" onPress={onBack}>
            {t('back')}
          </Button>
          <Button
            variant="primary"
            hint="Enter"
            disabled={!ready}
            pending={start.pending}
            onPress={() => void go()}
          >
            {t('first.ownGo')}
          </Button>
        </div>
      </div>
    </GatePage>
  );
}
