// What alerts on 500 rules a minute ask of CloudTrail, and how fast they are answered, in real time.
// usage: npm run bench:shared [-- --minutes 10 --rules 500 --events 3 --ticks 1]
import { parseArgs } from 'node:util';
import { loadSource } from '../scripts/lib/loadSource.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rules: { type: 'string', default: '500' },
    events: { type: 'string', default: '3' },
    ticks: { type: 'string', default: '1' },
  },
});
const options = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
// The first minute fetches what the others find there.
const limits = { minutes: [2, Infinity], rules: [1, Infinity], events: [1, Infinity], ticks: [1, 6] };
for (const [name, [least, most]] of Object.entries(limits)) {
  if (!(options[name] >= least && options[name] <= most)) {
    console.error(`bench:shared: --${name} must be a number from ${least} to ${most}.`);
    process.exit(2);
  }
}
const { benchShared } = await loadSource('bench/shared.ts');
await benchShared(options);
