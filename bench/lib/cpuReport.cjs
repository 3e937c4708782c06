// Preloaded into a process that is measured: writes its CPU seconds, wall seconds and peak memory to descriptor 3.
const { writeSync } = require('node:fs');

const began = process.hrtime.bigint();
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const wall = Number(process.hrtime.bigint() - began) / 1e9;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  writeSync(3, JSON.stringify({ cpu: (user + system) / 1e6, wall, peakMb }));
});
