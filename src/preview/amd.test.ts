import { loadPluginModule } from './amd';

const ADDRESS = '/public/plugins/some-app/module.js';

/** Runs `script` where the browser would run the loaded file. */
function serve(script: (() => void) | 'nothing'): void {
  jest.spyOn(document.head, 'append').mockImplementation((...nodes) => {
    const [element] = nodes as HTMLScriptElement[];
    setTimeout(() => {
      if (script === 'nothing') {
        element.onerror?.('');
      } else {
        script();
        element.onload?.(new Event('load'));
      }
    });
  });
}

afterEach(() => jest.restoreAllMocks());

describe('a built plugin', () => {
  it('gets what it asks for in its order, and where it lies', async () => {
    serve(() => window.define?.(['react', 'module'], (react: unknown, module: unknown) => ({ react, module })));
    const uri = `${window.location.origin}${ADDRESS}`;
    await expect(loadPluginModule(ADDRESS, { react: 'R', lodash: 'L' })).resolves.toEqual({
      react: 'R',
      module: { id: ADDRESS, uri },
    });
    expect(window.define).toBeUndefined();
  });

  it('is refused when it asks for what Grafana does not share', async () => {
    serve(() => window.define?.(['left-pad'], () => ({})));
    await expect(loadPluginModule(ADDRESS, {})).rejects.toThrow('wants left-pad');
  });

  it('must define something', async () => {
    serve(() => undefined);
    await expect(loadPluginModule(ADDRESS, {})).rejects.toThrow('is not a built plugin');
  });

  it('that is missing is told with what to do', async () => {
    serve('nothing');
    await expect(loadPluginModule(ADDRESS, {})).rejects.toThrow('npm run build:ui');
    expect(window.define).toBeUndefined();
  });
});
