import type { SigmaValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';
import { requireString, typeFault, wholeText } from './operand';

/** `cased`: letters of a string are compared as they are. */
export function cased(value: SigmaValue, context: ModifierContext): SigmaValue {
  switch (value.type) {
    case 'string':
      return { ...value, cased: true };
    case 'regex':
      throw new ModifierFault('modifier-type', 'A regular expression is case-sensitive already. Remove "cased".');
    case 'fieldref':
      throw new ModifierFault('modifier-order', 'The modifier "cased" comes before "fieldref". Write |cased|fieldref.');
    default:
      throw typeFault(value, context, 'a string');
  }
}

/** `fieldref`: the value names another field of the event. */
export function fieldref(value: SigmaValue, context: ModifierContext): SigmaValue {
  const name = requireString(value, context);
  const field = wholeText(
    name,
    context,
    "A field reference is one field's name and holds no wildcard. Write |fieldref|startswith, |fieldref|endswith or |fieldref|contains to compare parts."
  );
  return { type: 'fieldref', field, startsWith: false, endsWith: false, cased: name.cased };
}
