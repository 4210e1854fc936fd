import { Route, Routes } from 'react-router';
import '../orders/orders.css';
import './review.css';
import { ReviewScreen } from './review-screen.tsx';

/** 待受理: one new order after the other. */
export function Feature() {
  return (
    <Routes>
      <Route path=":id?" element={<ReviewScreen />} />
    </Routes>
  );
}
