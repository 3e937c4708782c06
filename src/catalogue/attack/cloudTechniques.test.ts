import { techniques } from './index';
import { cloudTechniques } from './cloudTechniques';

describe('techniques for a cloud', () => {
  it('are all of the release whose names are shown', () => {
    expect([...cloudTechniques()].filter((id) => !techniques().has(id))).toEqual([]);
  });

  it('have what attacks on clouds use, and nothing that only hosts have', () => {
    const has = (id: string) => cloudTechniques().has(id);
    expect(['T1078.004', 'T1580', 'T1685.002', 'T1686.001', 'T1537'].filter((id) => !has(id))).toEqual([]);
    expect(['T1055', 'T1003.001', 'T1547.001'].filter(has)).toEqual([]);
  });
});
