type Shared = Readonly<Record<string, unknown>>;
type Factory = (...modules: unknown[]) => unknown;

interface Define {
  (...args: unknown[]): void;
  amd: Record<string, never>;
}

declare global {
  interface Window {
    define?: Define;
  }
}

/**
 * Loads a built plugin as Grafana does: its script calls `define` with what it shares with Grafana.
 *
 * @throws Error when the script does not load or wants something that Grafana does not share
 */
export async function loadPluginModule<T>(address: string, shared: Shared): Promise<T> {
  const uri = new URL(address, window.location.origin).href;
  let defined: { names: string[]; factory: Factory } | undefined;
  const define: Define = (...args) => {
    const factory = args.at(-1) as Factory;
    const names = args.find((arg): arg is string[] => Array.isArray(arg)) ?? [];
    defined = { names, factory };
  };
  define.amd = {};
  window.define = define;
  try {
    await loadScript(uri);
  } finally {
    delete window.define;
  }
  if (!defined) {
    throw new Error(`${address} is not a built plugin.`);
  }
  const modules = defined.names.map((name) => {
    if (name === 'module') {
      return { id: address, uri };
    }
    if (!(name in shared)) {
      throw new Error(`${address} wants ${name}, which the preview does not share.`);
    }
    return shared[name];
  });
  return defined.factory(...modules) as T;
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${src} does not load. Run \`npm run build:ui\` first.`));
    document.head.append(script);
  });
}
