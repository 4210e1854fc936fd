import './staff.css';
import { Route, Routes } from 'react-router';
import { PlanScreen } from './plan/plan-screen.tsx';
import './plan/plan.css';
import { TeamsScreen } from './teams/teams-screen.tsx';
import { RolesScreen } from './roles/roles-screen.tsx';
import { StaffScreen } from './staff-screen.tsx';

/** Who works here, what they can and may do, and when they are away. */
export function Feature() {
  return (
    <Routes>
      <Route path="plan" element={<PlanScreen />} />
      <Route path="teams/:id?" element={<TeamsScreen />} />
      <Route path="roles/:id?" element={<RolesScreen />} />
      <Route path=":id?" element={<StaffScreen />} />
    </Routes>
  );
}
