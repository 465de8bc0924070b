/**
 * Electron's package-time switches, all of them: a fuse that a newer Electron adds fails the packaging until it is decided here.
 * RunAsNode off means that `child_process.fork` cannot start Node: the runtime is a utility process.
 * The embedded integrity check does nothing on Linux: there the package's files belong to root.
 */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
} as const;
