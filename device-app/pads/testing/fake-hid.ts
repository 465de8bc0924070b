import type { HidCollection, HidEvents, HidHandle, HidLibrary } from '../adapters/hid-library.ts';

/** A device as a test plugs it in; what is left out is as on a plain vendor-defined device. */
export type FakeHidDevice = Partial<HidCollection> & Pick<HidCollection, 'path'>;

/** A report that the host sent. */
export interface SentReport {
  readonly as: 'output' | 'feature';
  readonly bytes: readonly number[];
}

interface Node {
  readonly collections: HidCollection[];
  readonly sent: SentReport[];
  events: HidEvents | undefined;
  stuck: boolean;
  unreadable: boolean;
}

/** HID devices in a test's hands, behind the four methods. What a test did not plug in is not there; misuse throws. */
export interface FakeHid {
  readonly library: HidLibrary;
  /** Plugs in a device; one more collection of it when the path is there already, as on Linux. */
  plug(device: FakeHidDevice): void;
  /** Reading fails from now on, which is all that hidapi tells. */
  unplug(path: string): void;
  /** An input report, as node-hid hands it over. @throws when nobody has the device open */
  press(path: string, report: Iterable<number>): void;
  /** What the host sent since the device was plugged in. @throws when it is not */
  sent(path: string): readonly SentReport[];
  isPlugged(path: string): boolean;
  isOpen(path: string): boolean;
  /** From now on what is sent never arrives. */
  stick(path: string): void;
  /** The next open succeeds and the first read fails, as for what Windows keeps to itself. */
  makeUnreadable(path: string): void;
  /** The next open fails with this message of hidapi. */
  refuseOpen(message: string): void;
  /** Looks at the bus so far. */
  readonly enumerations: number;
}

const PLAIN = {
  vendorId: 0x05f3,
  productId: 0x0467,
  serialNumber: undefined,
  product: undefined,
  interface: 0,
  usagePage: 0xff00,
  usage: 1,
};

/** A HID bus without devices. Errors have the shapes and texts of node-hid: of a read, a bare text. */
export function createFakeHid(): FakeHid {
  const nodes = new Map<string, Node>();
  const refusals: string[] = [];
  let enumerations = 0;

  const need = (path: string): Node => {
    const node = nodes.get(path);
    if (node === undefined) throw new Error(`fake hid: ${path} is not plugged in`);
    return node;
  };

  const handle = (path: string, node: Node, events: HidEvents): HidHandle => {
    let closed = false;
    return {
      async send(report, as) {
        if (closed) throw new Error('device has been closed');
        if (nodes.get(path) !== node) throw new Error('Cannot write to hid device');
        if (node.stuck) return new Promise<never>(() => undefined);
        node.sent.push({ as, bytes: [...report] });
      },
      async close() {
        // As node-hid does; nobody should have to see it.
        if (closed) throw new TypeError('device is already closed');
        closed = true;
        if (node.events === events) node.events = undefined;
      },
    };
  };

  const open = async (path: string, events: HidEvents): Promise<HidHandle> => {
    const refusal = refusals.shift();
    const node = nodes.get(path);
    if (refusal !== undefined) throw new Error(`cannot open device with path ${path}: ${refusal}`);
    if (node === undefined) throw new Error(`cannot open device with path ${path}: No such file or directory`);
    if (node.events !== undefined) throw new Error(`fake hid: ${path} is open already`);
    node.events = events;
    if (node.unreadable) {
      node.unreadable = false;
      queueMicrotask(() => events.onError('could not read from HID device'));
    }
    return handle(path, node, events);
  };

  return {
    library: {
      async collections() {
        enumerations += 1;
        return [...nodes.values()].flatMap(({ collections }) => collections);
      },
      open,
    },
    plug(device) {
      const collection = { ...PLAIN, ...device };
      const node = nodes.get(device.path);
      if (node !== undefined) node.collections.push(collection);
      else {
        nodes.set(device.path, {
          collections: [collection],
          sent: [],
          events: undefined,
          stuck: false,
          unreadable: false,
        });
      }
    },
    unplug(path) {
      const { events } = need(path);
      nodes.delete(path);
      events?.onError('could not read from HID device');
    },
    press(path, report) {
      const { events } = need(path);
      if (events === undefined) throw new Error(`fake hid: nobody has ${path} open`);
      events.onReport(Uint8Array.from(report));
    },
    sent: (path) => need(path).sent,
    isPlugged: (path) => nodes.has(path),
    isOpen: (path) => nodes.get(path)?.events !== undefined,
    stick(path) {
      need(path).stuck = true;
    },
    makeUnreadable(path) {
      need(path).unreadable = true;
    },
    refuseOpen: (message) => void refusals.push(message),
    get enumerations() {
      return enumerations;
    },
  };
}
