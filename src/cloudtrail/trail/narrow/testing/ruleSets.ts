import { loadRuleSet, type SigmaRule } from '../../../../sigma';
import type { Random } from '../../../../sigma/fuzz/random';

const NAMES = ['CreateUser', 'DeleteUser', 'AttachUserPolicy', 'GetObject', 'ConsoleLogin', 'RunInstances'];

/** Rules with these `detection` blocks, indented by two. */
export function rulesOf(...detections: readonly string[]): readonly SigmaRule[] {
  return loadRuleSet(
    detections.map((detection, index) => ({
      file: `${index}.yml`,
      text: `title: Rule ${index}\nid: ${index.toString(16).padStart(8, '0')}-1111-4111-8111-111111111111\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  ${detection}\n`,
    }))
  ).rules;
}

/** A `detection` block of one selection. */
export function sel(body: string): string {
  return `s: ${body}\n  condition: s`;
}

/** Rules as rule sets have them: a service, some of its events, and half of them something more. */
export function manyRules(random: Random, count: number): readonly SigmaRule[] {
  return rulesOf(
    ...Array.from({ length: count }, (_, index) => {
      const names = random.list(1, 4, () => `${random.pick(NAMES)}${random.below(500)}`).join(', ');
      const more = [
        '',
        `, requestParameters.name${random.below(50)}|contains: v${random.below(5000)}`,
        `, userAgent|contains: agent${random.below(300)}`,
        `, resources.ARN|endswith: ':b${random.below(300)}'`,
      ];
      return sel(`{ eventSource: service${index % 120}.amazonaws.com, eventName: [${names}]${random.pick(more)} }`);
    })
  );
}
