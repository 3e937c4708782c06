/** What is read of a Navigator layer: what it is called, and the techniques that it says something of. */
export interface ReadLayer {
  readonly name: string;
  /** As it names itself; empty where it does not. */
  readonly attack: string;
  readonly layer: string;
  /** Technique → its score; of one that it colours without a score, 1. */
  readonly techniques: ReadonlyMap<string, number>;
  /** Techniques that it lists under an id that is none. */
  readonly ignored: number;
}
export type LayerOutcome = { readonly layer: ReadLayer } | { readonly problem: string };

/** Characters of a file that are read; SigmaHQ's whole coverage has about 150 000. */
export const MAX_LAYER_CHARACTERS = 5_000_000;
/** Entries that are looked at: ATT&CK has about 700 techniques, each under a few tactics. */
const MAX_ENTRIES = 10_000;
const LONGEST_NAME = 200;
const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/;
const DOMAINS = ['enterprise-attack', 'mitre-enterprise'];

/**
 * Reads an ATT&CK Navigator layer (format 4.x) from a file that anybody may have made. A technique counts as covered where
 * the layer has it enabled with a score other than 0, or a colour, and no score.
 */
export function readLayer(text: string): LayerOutcome {
  if (text.length > MAX_LAYER_CHARACTERS) {
    return problem(`The file is larger than ${MAX_LAYER_CHARACTERS / 1_000_000} million characters. Export one layer.`);
  }
  const value = parsed(text);
  if (!isObject(value)) {
    return problem('The file is not JSON. Choose a layer as ATT&CK Navigator saves it ("download layer as json").');
  }
  const { techniques, domain, name } = value;
  if (!Array.isArray(techniques)) {
    return problem('The file has no list "techniques", so it is no layer of ATT&CK Navigator. Choose another file.');
  }
  if (domain !== undefined && !DOMAINS.includes(String(domain))) {
    return problem(`The layer is of the domain "${shortened(domain)}". Choose one of enterprise-attack.`);
  }
  const versions = isObject(value.versions) ? value.versions : {};
  const format = shortened(versions.layer ?? value.version);
  if (format !== '' && !/^4(?:\.|$)/.test(format)) {
    return problem(`The layer is of format ${format}. Open it in ATT&CK Navigator, and save it again in format 4.`);
  }
  if (techniques.length > MAX_ENTRIES) {
    return problem(`The layer lists ${techniques.length} techniques, more than ATT&CK has. Choose another file.`);
  }
  return {
    layer: {
      name: shortened(name) || 'Layer without a name',
      attack: shortened(versions.attack),
      layer: format,
      ...scores(techniques),
    },
  };
}

function scores(entries: readonly unknown[]): Pick<ReadLayer, 'techniques' | 'ignored'> {
  const techniques = new Map<string, number>();
  let ignored = 0;
  for (const entry of entries) {
    const { techniqueID, score, color, enabled } = isObject(entry) ? entry : {};
    const id = typeof techniqueID === 'string' ? techniqueID.trim().toUpperCase() : '';
    if (!TECHNIQUE.test(id)) {
      ignored++;
      continue;
    }
    const isColoured = typeof color === 'string' && color !== '';
    const value = typeof score === 'number' && Number.isFinite(score) ? score : isColoured ? 1 : 0;
    // Under several tactics a technique is listed several times.
    if (enabled !== false && value !== 0) {
      techniques.set(id, Math.max(value, techniques.get(id) ?? -Infinity));
    }
  }
  return { techniques, ignored };
}

function problem(text: string): LayerOutcome {
  return { problem: text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of a file, as far as it is shown; numbers as text. */
function shortened(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, LONGEST_NAME) : '';
}
