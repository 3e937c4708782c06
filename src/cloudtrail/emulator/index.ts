export {
  DEFAULT_ACCESS_KEY,
  DEFAULT_ACCOUNT,
  DEFAULT_EXTERNAL_ID,
  DEFAULT_ROLE,
  DEFAULT_SECRET_KEY,
  defaultAccounts,
  type EmulatorAccount,
  type EmulatorKey,
  type EmulatorRole,
} from './auth/accounts';
export type { EmulatedAthenaOptions, EmulatedWorkgroup } from './athena/options';
export { retime } from './data/retime';
export { parseFaults, type EmulatorFaults } from './faults/faults';
export { startEmulator, type AddCounts, type Emulator, type EmulatorOptions } from './startEmulator';
export type { EmulatorStats } from './stats';
export { createTrailTable, type TrailTableOptions } from './trail/trailTable';
