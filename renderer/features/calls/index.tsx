import { Route, Routes } from 'react-router';
import '../orders/orders.css';
import '../review/review.css';
import './calls.css';
import { CallsScreen } from './calls-screen.tsx';

/** 电话: who must be called, one after the other. */
export function Feature() {
  return (
    <Routes>
      <Route path=":view?" element={<CallsScreen />} />
    </Routes>
  );
}
