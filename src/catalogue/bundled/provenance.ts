/** Where a rule that others wrote comes from. */
export interface Provenance {
  /** Repository, as pages show it. */
  readonly source: string;
  readonly license: string;
}

/**
 * Rules of others that Sigtrail ships as they were published, by id (see NOTICE). Their text does not say where it is from,
 * so that this must.
 */
const PROVENANCE: Readonly<Record<string, Provenance>> = {
  '352a918a-34d8-4882-8470-44830c507aa3': { source: 'github.com/SigmaHQ/sigma', license: 'DRL-1.1' },
};

/** Where the rule with this id comes from; undefined for Sigtrail's own and for rules that it does not ship. */
export function provenanceOf(id: string | undefined): Provenance | undefined {
  return id !== undefined && Object.hasOwn(PROVENANCE, id) ? PROVENANCE[id] : undefined;
}
