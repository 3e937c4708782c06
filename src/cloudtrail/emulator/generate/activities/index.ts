import type { Activity } from '../scene';
import { workAt } from '../rhythm';
import { commandLineSession, consoleSession, tidyUp } from './people';
import { pipelineRun } from './pipelines';
import { serviceCall, serviceRound } from './services';
import { functionStart, instanceReport, instanceWork, vendorPoll } from './workloads';

interface Habit {
  readonly activity: Activity;
  /** How often it starts, against the others. */
  readonly weight: number;
  /** Started by people: less of it when nobody works. */
  readonly human?: boolean;
}

/** Of all events about 40 % are by services, 35 % by workloads, 15 % by pipelines and 10 % by people. */
const HABITS: readonly Habit[] = [
  { activity: serviceRound, weight: 40 },
  { activity: serviceCall, weight: 90 },
  { activity: instanceReport, weight: 60 },
  { activity: instanceWork, weight: 36 },
  { activity: functionStart, weight: 30 },
  { activity: vendorPoll, weight: 3 },
  { activity: pipelineRun, weight: 6, human: true },
  { activity: consoleSession, weight: 5, human: true },
  { activity: commandLineSession, weight: 12, human: true },
  { activity: tidyUp, weight: 0.3, human: true },
];
const AT_WORK = HABITS;
const AT_NIGHT = HABITS.map((habit) => ({
  ...habit,
  weight: habit.human === true ? habit.weight * 0.15 : habit.weight,
}));
const BETWEEN = HABITS.map((habit) => ({ ...habit, weight: habit.human === true ? habit.weight * 0.6 : habit.weight }));

/** What goes on at that moment, to draw from by weight. */
export function habitsAt(timeMs: number): readonly Habit[] {
  const work = workAt(timeMs, 1);
  return work > 0.5 ? AT_WORK : work > 0 ? BETWEEN : AT_NIGHT;
}
