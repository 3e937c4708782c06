import type { Activity } from '../scene';
import { workAt } from '../rhythm';
import { commandLineSession, consoleSession, rootMistyped, tidyUp } from './people';
import { pipelineRun } from './pipelines';
import { serviceCall, serviceNotice, serviceRound } from './services';
import { functionStart, instanceReport, instanceWork, vendorPoll } from './workloads';

interface Habit {
  readonly activity: Activity;
  /** How often it starts, against the others. */
  readonly weight: number;
  /** How many events it has on average. */
  readonly events: number;
  /** Started by people: less of it when nobody works. */
  readonly human?: boolean;
}

/** In working hours about 40 % of all events are by services, 35 % by workloads, 12 % by pipelines, 13 % by people. */
const HABITS: readonly Habit[] = [
  { activity: serviceRound, weight: 40, events: 5.5 },
  { activity: serviceCall, weight: 90, events: 1 },
  { activity: serviceNotice, weight: 1, events: 1 },
  { activity: instanceReport, weight: 60, events: 1 },
  { activity: instanceWork, weight: 36, events: 2.8 },
  { activity: functionStart, weight: 30, events: 4 },
  { activity: vendorPoll, weight: 3, events: 4.5 },
  { activity: pipelineRun, weight: 6, events: 16, human: true },
  { activity: consoleSession, weight: 5, events: 12.3, human: true },
  { activity: commandLineSession, weight: 12, events: 3.5, human: true },
  { activity: tidyUp, weight: 0.3, events: 2, human: true },
  { activity: rootMistyped, weight: 0.1, events: 2, human: true },
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
