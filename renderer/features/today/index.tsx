import './today.css';
import { TodayScreen } from './today-screen.tsx';

/** 今日: what needs a person now. */
export function Feature() {
  return <TodayScreen />;
}
