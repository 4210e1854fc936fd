import { Route, Routes } from 'react-router';
import { Redirect } from '../../ui/index.ts';
import { CashScreen } from './cash.tsx';
import { DeskScreen } from './desk.tsx';
import { DifferencesScreen } from './differences.tsx';
import { FeesScreen } from './fees.tsx';
import { ImportScreen } from './import.tsx';
import './money.css';
import { PayScreen } from './pay.tsx';
import { PeriodsScreen } from './periods.tsx';
import { StatementsScreen } from './statements.tsx';

/** 结算: statements and the matching desk, differences, hand-in, pay, periods, fees. */
export function Feature() {
  return (
    <Routes>
      <Route index element={<Redirect to="/money/statements" />} />
      <Route path="statements" element={<StatementsScreen />} />
      <Route path="import" element={<ImportScreen />} />
      <Route path="statements/:id" element={<DeskScreen />} />
      <Route path="differences" element={<DifferencesScreen />} />
      <Route path="cash" element={<CashScreen />} />
      <Route path="pay" element={<PayScreen />} />
      <Route path="periods" element={<PeriodsScreen />} />
      <Route path="fees" element={<FeesScreen />} />
    </Routes>
  );
}
