import { Route, Routes } from 'react-router';
import './customers.css';
import { CustomersScreen } from './customers-screen.tsx';

/** 用户: who was served, with machines and every order. */
export function Feature() {
  return (
    <Routes>
      <Route path=":id?" element={<CustomersScreen />} />
    </Routes>
  );
}
