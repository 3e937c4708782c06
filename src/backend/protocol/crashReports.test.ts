import { withoutCrashReports } from './crashReports';

describe('withoutCrashReports', () => {
  it('turns off what the runtime’s flags turned on', () => {
    const report = {
      reportOnUncaughtException: true,
      reportOnFatalError: true,
      reportOnSignal: true,
      excludeEnv: false,
    };
    withoutCrashReports(report);
    expect(report).toEqual({
      reportOnUncaughtException: false,
      reportOnFatalError: false,
      reportOnSignal: false,
      excludeEnv: true,
    });
  });
});
