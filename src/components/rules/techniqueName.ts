import { techniques } from '../../catalogue/attack';

/** `T1078.004 Cloud Accounts`; the id alone where ATT&CK does not have it. */
export function techniqueName(id: string): string {
  const technique = techniques().get(id);
  return technique === undefined ? id : `${id} ${technique.name}`;
}
