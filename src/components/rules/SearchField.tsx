import type { RefObject } from 'react';
import { FilterInput } from '@grafana/ui';
import { useSlashKey } from './useSlashKey';

interface Props {
  readonly text: string;
  readonly fieldRef: RefObject<HTMLInputElement>;
  onType(text: string): void;
  /** Leaves the search, perhaps for another page. */
  onLeave(): void;
  /** Leads from the search into the list. */
  onDown(): void;
}

/** The search; the key / leads to it, the arrow down from it to what it found. */
export function SearchField({ text, fieldRef, onType, onLeave, onDown }: Props) {
  useSlashKey(fieldRef);
  return (
    <FilterInput
      ref={fieldRef}
      aria-label="Search rules"
      aria-keyshortcuts="/"
      placeholder="Search titles, ids, descriptions, fields and values ( / )"
      value={text}
      onChange={onType}
      onBlur={onLeave}
      escapeRegex={false}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          onDown();
        }
      }}
    />
  );
}
