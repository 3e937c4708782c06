import { ATTACK_RELEASED, ATTACK_VERSION, TACTICS, TECHNIQUES } from './data';

export interface Tactic {
  /** `TA0003`. */
  readonly id: string;
  readonly name: string;
  /** What stands behind `attack.` in a rule's tag: `privilege-escalation`. */
  readonly tag: string;
}
export interface Technique {
  /** `T1078` or, for a sub-technique, `T1078.004`. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** In the matrix's order. */
  readonly tactics: readonly Tactic[];
}

/** The release of Enterprise ATT&CK that names and tactics are taken from. */
export const attackRelease = {
  version: ATTACK_VERSION,
  released: ATTACK_RELEASED,
  domain: 'enterprise-attack',
} as const;

/** MITRE's terms of use ask for this notice wherever ATT&CK is shown. */
export const ATTACK_NOTICE =
  '© The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.';

/** Every tactic, in the matrix's order. */
export const tactics: readonly Tactic[] = TACTICS.map(([id, tag, name]) => ({ id, tag, name }));

const tacticsByTag = new Map(tactics.map((tactic) => [tactic.tag, tactic]));
let techniquesById: ReadonlyMap<string, Technique> | undefined;

/** Every technique and sub-technique by id. Read from its table at first use. */
export function techniques(): ReadonlyMap<string, Technique> {
  techniquesById ??= new Map(
    TECHNIQUES.trim()
      .split('\n')
      .map((line) => {
        const [id = '', name = '', places = ''] = line.split('|');
        const of = places.split(',').flatMap((place) => tactics[Number(place)] ?? []);
        return [id, { id, name, url: techniqueUrl(id), tactics: of }];
      })
  );
  return techniquesById;
}

export function tacticOfTag(tag: string): Tactic | undefined {
  return tacticsByTag.get(tag);
}

function techniqueUrl(id: string): string {
  return `https://attack.mitre.org/techniques/${id.replace('.', '/')}`;
}

/** Names behind `attack.` that are no technique or tactic: groups, software, mitigations, campaigns, data sources. */
const OTHER_OBJECT = /^(?:g|s|m|c|ds)\d{4}$/;

/**
 * Names that exist behind `attack.`, for the check of tags. Groups, software and the like are taken as they are: their
 * lists change with every campaign, and no page shows them.
 */
class AttackTags extends Set<string> {
  override has(name: string): boolean {
    return super.has(name) || OTHER_OBJECT.test(name);
  }
}

export function attackTags(): ReadonlySet<string> {
  const ids = [...techniques().keys(), ...tactics.map(({ id }) => id)].map((id) => id.toLowerCase());
  return new AttackTags([...ids, ...tacticsByTag.keys()]);
}
