import './dispatch.css';
import { Route, Routes } from 'react-router';
import { DispatchScreen } from './dispatch-screen.tsx';

/** The board of a day: who has what when, and giving what waits. */
export function Feature() {
  return (
    <Routes>
      <Route path="shops/:day?" element={<DispatchScreen />} />
      <Route path="week/:day?" element={<DispatchScreen />} />
      <Route path=":day?" element={<DispatchScreen />} />
    </Routes>
  );
}
