/** A port or device of this machine, and which profiles would fit it. */
export interface ToolPort {
  readonly path: string;
  readonly kind: string;
  readonly usbId: string | null;
  readonly serialNumber: string | null;
  readonly location: string | null;
  /** The program that has it open, where the system tells. */
  readonly holder: string | null;
  /** Profiles whose fingerprint fits, each with by what. */
  readonly fits: readonly { readonly profile: string; readonly by: string }[];
}

/** Looks at all ports and devices of the machine that profiles of a folder can speak to. Never rejects. */
export type ListPorts = () => Promise<readonly ToolPort[]>;
