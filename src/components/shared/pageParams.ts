import { useSearchParams } from 'react-router-dom';

/** What all pages of the app have in common in their addresses: the data source, and the range of time. */
const COMMON = ['ds', 'from', 'to'];

/** The part of a page's address that its links to other pages take along, as text: `ds=a&from=now-7d&to=now`. */
export function pageParams(search: URLSearchParams): string {
  return new URLSearchParams(COMMON.flatMap((name) => search.getAll(name).map((value) => [name, value]))).toString();
}

/** The same of the page that is open. */
export function usePageParams(): string {
  const [search] = useSearchParams();
  return pageParams(search);
}
