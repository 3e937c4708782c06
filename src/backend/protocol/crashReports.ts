/**
 * Writes no diagnostic reports, whatever the runtime's flags say: they hold the environment and the messages of errors,
 * and with them secrets. What nobody caught is logged instead (lifecycle.ts).
 */
export function withoutCrashReports(report: Partial<NodeJS.ProcessReport> | undefined = process.report): void {
  if (report) {
    report.reportOnUncaughtException = false;
    report.reportOnFatalError = false;
    report.reportOnSignal = false;
    report.excludeEnv = true;
  }
}
