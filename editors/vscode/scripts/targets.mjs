// The platforms that packages are made for, under the editor's names.
export const targets = [
  'linux-x64', 'linux-arm64', 'alpine-x64', 'alpine-arm64',
  'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64',
];

/** What Go calls a platform. Alpine's programs need no C library either. */
export function goPlatform(target) {
  const [system, processor] = target.split('-');
  return {
    GOOS: { win32: 'windows', alpine: 'linux' }[system] ?? system,
    GOARCH: { x64: 'amd64', arm64: 'arm64' }[processor],
  };
}

export function hostTarget() {
  return `${process.platform}-${process.arch}`;
}
