import { Route, Routes } from 'react-router';
import './orders.css';
import { OrdersScreen } from './orders-screen.tsx';

/** 工单: list and document. */
export function Feature() {
  return (
    <Routes>
      <Route path=":id?" element={<OrdersScreen />} />
    </Routes>
  );
}
