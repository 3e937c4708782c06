import { useLayoutEffect, useState, type ReactNode } from 'react';
import { Router as BaseRouter, type Location, type NavigationType, type Navigator, type To } from 'react-router-dom';
import { locationService } from '@grafana/runtime';

/** What is used of Grafana's history, which is of an older kind: there a path as an object carries its state itself. */
interface History {
  readonly location: Location;
  readonly action: string;
  createHref(location: object): string;
  go(delta: number): void;
  push(location: object): void;
  replace(location: object): void;
  listen(listener: (location: Location, action: string) => void): () => void;
}

const history = locationService.getHistory() as unknown as History;

function withState(to: To, state: unknown): object {
  return typeof to === 'string' ? { ...partsOf(to), state } : { ...to, state };
}

function partsOf(to: string) {
  const { pathname, search, hash } = new URL(to, window.location.href);
  return { pathname, search, hash };
}

const navigator: Navigator = {
  createHref: (to) => history.createHref(typeof to === 'string' ? partsOf(to) : to),
  go: (delta) => history.go(delta),
  push: (to, state) => history.push(withState(to, state)),
  replace: (to, state) => history.replace(withState(to, state)),
};

/** The router over Grafana's location service, which plugins navigate by, too. */
export function Router({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<{ location: Location; action: string }>({
    location: history.location,
    action: history.action,
  });
  useLayoutEffect(() => history.listen((location, action) => setState({ location, action })), []);
  return (
    <BaseRouter location={state.location} navigationType={state.action as NavigationType} navigator={navigator}>
      {children}
    </BaseRouter>
  );
}
