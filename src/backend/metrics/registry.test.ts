import { Registry } from './registry';

describe('Registry', () => {
  it('writes the Prometheus text format', () => {
    const registry = new Registry();
    const requests = registry.counter('r_total', 'Requests.');
    registry.gauge('held', 'Held.', () => [[{ datasource: 'a"b\\c\nd' }, 3]]);
    const time = registry.histogram('t_seconds', 'Time.', [0.1, 1]);
    requests.add({ outcome: 'ok' });
    requests.add({ outcome: 'ok' }, 2);
    time.observe({}, 0.5);
    time.observe({}, 5);
    expect(registry.text()).toBe(
      [
        '# HELP r_total Requests.',
        '# TYPE r_total counter',
        'r_total{outcome="ok"} 3',
        '# HELP held Held.',
        '# TYPE held gauge',
        'held{datasource="a\\"b\\\\c\\nd"} 3',
        '# HELP t_seconds Time.',
        '# TYPE t_seconds histogram',
        't_seconds_bucket{le="0.1"} 0',
        't_seconds_bucket{le="1"} 1',
        't_seconds_bucket{le="+Inf"} 2',
        't_seconds_sum 5.5',
        't_seconds_count 2',
        '',
      ].join('\n')
    );
  });

  it('leaves out a gauge that cannot be read, and writes numbers as Prometheus reads them', () => {
    const registry = new Registry();
    registry.gauge('broken', 'Broken.', () => {
      throw new Error('database is locked');
    });
    registry.gauge('odd', 'Odd\nones.', () => [
      [{ n: '1' }, Infinity],
      [{ n: '2' }, -Infinity],
      [{ n: '3' }, NaN],
    ]);
    expect(registry.text()).toBe(
      '# HELP odd Odd\\nones.\n# TYPE odd gauge\nodd{n="1"} +Inf\nodd{n="2"} -Inf\nodd{n="3"} NaN\n'
    );
  });

  it('stops taking label values before they fill the memory', () => {
    const registry = new Registry();
    const counter = registry.counter('c_total', 'C.');
    for (let index = 0; index < 5000; index++) {
      counter.add({ x: String(index) });
    }
    expect(registry.text().split('\n').length).toBeLessThan(2100);
  });
});
