import { act, renderHook, waitFor } from '@testing-library/react';
import { messageOf, useLoaded } from './useLoaded';

/** Loads that are answered when the test says so. */
function answers() {
  const waiting = new Map<string, { resolve: (value: string) => void; reject: (error: unknown) => void }>();
  const load = (key: string) =>
    new Promise<string>((resolve, reject) => {
      waiting.set(key, { resolve, reject });
    });
  return { waiting, load };
}

it('drops an answer that comes after the next question', async () => {
  const { waiting, load } = answers();
  const { result, rerender } = renderHook(({ key }) => useLoaded(key, () => load(key)), { initialProps: { key: 'a' } });
  await waitFor(() => expect(waiting.has('a')).toBe(true));
  rerender({ key: 'b' });
  await waitFor(() => expect(waiting.has('b')).toBe(true));
  await act(async () => waiting.get('b')?.resolve('of b'));
  await act(async () => waiting.get('a')?.resolve('of a'));
  expect(result.current).toEqual({ value: 'of b', error: undefined, loading: false });
});

it('keeps the last value while the next one loads, and tells a failure', async () => {
  const { waiting, load } = answers();
  const { result, rerender } = renderHook(({ key }) => useLoaded(key, () => load(key)), { initialProps: { key: 'a' } });
  expect(result.current.loading).toBe(true);
  await waitFor(() => expect(waiting.has('a')).toBe(true));
  await act(async () => waiting.get('a')?.resolve('of a'));
  rerender({ key: 'b' });
  expect(result.current).toMatchObject({ value: 'of a', loading: true });
  await waitFor(() => expect(waiting.has('b')).toBe(true));
  await act(async () => waiting.get('b')?.reject(new Error('down')));
  expect(result.current).toEqual({ value: undefined, error: 'down', loading: false });
});

it('cancels what was asked when something else is asked, and when the editor closes', async () => {
  const signals = new Map<string, AbortSignal>();
  const load = (key: string, signal: AbortSignal) => {
    signals.set(key, signal);
    return new Promise<string>(() => undefined);
  };
  const { rerender, unmount } = renderHook(({ key }) => useLoaded(key, (signal) => load(key, signal)), {
    initialProps: { key: 'a' },
  });
  await waitFor(() => expect(signals.get('a')?.aborted).toBe(false));
  rerender({ key: 'b' });
  expect(signals.get('a')?.aborted).toBe(true);
  await waitFor(() => expect(signals.get('b')?.aborted).toBe(false));
  unmount();
  expect(signals.get('b')?.aborted).toBe(true);
});

it('does not ask for what was typed over', async () => {
  const asked: string[] = [];
  const load = async (key: string) => asked.push(key);
  const { rerender } = renderHook(({ key }) => useLoaded(key, () => load(key), 20), { initialProps: { key: 'r' } });
  rerender({ key: 'ro' });
  rerender({ key: 'root' });
  await waitFor(() => expect(asked).toEqual(['root']));
});

it.each([
  [{ status: 400, data: { error: { code: 'x', message: 'Write it so.' } } }, 'Write it so.'],
  [{ status: 502, data: { message: 'Bad gateway' } }, 'Bad gateway'],
  [new Error('Network'), 'Network'],
  [undefined, 'The data source did not answer. Save and test it.'],
])('says of %j: %s', (error, message) => {
  expect(messageOf(error)).toBe(message);
});
