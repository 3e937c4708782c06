/** What the plugin is built for: Grafana's names (Go's) and the npm package that holds Bun for them. */
export const targets = [
  { os: 'linux', arch: 'amd64', bun: 'bun-linux-x64' },
  { os: 'linux', arch: 'arm64', bun: 'bun-linux-aarch64' },
  { os: 'darwin', arch: 'arm64', bun: 'bun-darwin-aarch64' },
  { os: 'darwin', arch: 'amd64', bun: 'bun-darwin-x64' },
  { os: 'windows', arch: 'amd64', bun: 'bun-windows-x64' },
];

const GO_OS = { win32: 'windows' };
const GO_ARCH = { x64: 'amd64' };

/** The target of the machine that this runs on; undefined when Bun has none for it. */
export function hostTarget(platform = process.platform, arch = process.arch) {
  const os = GO_OS[platform] ?? platform;
  const goArch = GO_ARCH[arch] ?? arch;
  return targets.find((target) => target.os === os && target.arch === goArch);
}

/** As Grafana composes it from `executable` in plugin.json. */
export function executableName({ os, arch }) {
  return `gpx_sigtrail_${os}_${arch}${os === 'windows' ? '.exe' : ''}`;
}
