import { X } from 'lucide-react';
import { exchangeDuties } from '../../../domain/stock/exchange.ts';
import { oldPartBearers } from '../../../domain/stock/old-part.ts';
import { useWords } from '../../i18n/index.ts';
import { useInLanguage } from '../../lib/use-names.ts';
import { Button, Select, TextField } from '../../ui/index.ts';
import type { ExchangeDraft } from './entry.ts';
import type { SlipPart } from './slip-part.ts';

/** 换机: the machine that came out and the one that went in, who bears it, what is owed of the old one. */
export function SlipExchange({ found, draft, set }: SlipPart) {
  const t = useWords('oldparts');
  const name = useInLanguage();
  const rows = draft.exchanges ?? [];
  const free = found.machines.filter((machine) => !rows.some((row) => row.machineLineId === machine.id));
  const change = (id: string, patch: Partial<ExchangeDraft>) =>
    set({ exchanges: rows.map((row) => (row.machineLineId === id ? { ...row, ...patch } : row)) });
  return (
    <section className="vis-block">
      <h3>{t('exchange.section')}</h3>
      {rows.map((row) => {
        const machine = found.machines.find((one) => one.id === row.machineLineId);
        return (
          <div key={row.machineLineId}>
            <div className="vis-row">
              <TextField
                label={t('exchange.out')}
                value={row.outCode}
                maxLength={80}
                className="mono"
                onChange={(outCode) => change(row.machineLineId, { outCode })}
              />
              <TextField
                label={t('exchange.in')}
                value={row.inCode}
                maxLength={80}
                className="mono"
                onChange={(inCode) => change(row.machineLineId, { inCode })}
              />
            </div>
            <div className="vis-row">
              <Select
                label={t('exchange.borneBy')}
                value={row.borneBy}
                onChange={(id) => change(row.machineLineId, { borneBy: id as ExchangeDraft['borneBy'] })}
                options={oldPartBearers.map((id) => ({ id, label: t(`bearer.${id}`) }))}
              />
              <Select
                label={t('exchange.duty')}
                value={row.duty}
                onChange={(id) => change(row.machineLineId, { duty: id as ExchangeDraft['duty'] })}
                options={exchangeDuties.map((id) => ({ id, label: t(`exchange.duties.${id}`) }))}
              />
              <Button
                variant="quiet"
                size="small"
                aria-label={t('exchange.remove', {
                  name: name(machine?.productName ?? '', machine?.productNameEn ?? ''),
                })}
                icon={<X size={14} />}
                onPress={() =>
                  set({ exchanges: rows.filter((one) => one.machineLineId !== row.machineLineId) })
                }
              />
            </div>
          </div>
        );
      })}
      {free.map((machine) => (
        <Button
          key={machine.id}
          size="small"
          variant="quiet"
          onPress={() =>
            set({
              exchanges: [
                ...rows,
                {
                  machineLineId: machine.id,
                  outCode: machine.indoorCode ?? '',
                  inCode: '',
                  borneBy: 'payer',
                  duty: 'return',
                },
              ],
            })
          }
        >
          {t('exchange.add', { name: name(machine.productName, machine.productNameEn) })}
        </Button>
      ))}
    </section>
  );
}
