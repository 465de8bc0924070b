import { BlockList, isIP } from 'node:net';

/** Who may talk to a terminal: programs of this machine, and the addresses in the settings. */
export interface AllowedPeers {
  has(address: string): boolean;
}

const FAMILIES = { 4: 'ipv4', 6: 'ipv6' } as const;

/** The address without the interface it came through, such as `%eth0`. */
function bare(address: string): string {
  return address.split('%', 1)[0] ?? '';
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : FAMILIES[version as 4 | 6];
}

/** @param peers IPv4 or IPv6 addresses beside those of this machine */
export function allowPeers(peers: readonly string[]): AllowedPeers {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
  for (const peer of peers) {
    const family = familyOf(peer);
    if (family !== undefined) list.addAddress(peer, family);
  }
  return {
    has(address) {
      const family = familyOf(bare(address));
      return family !== undefined && list.check(bare(address), family);
    },
  };
}

/** An address as people write it: sockets that take both families show IPv4 addresses as `::ffff:192.0.2.7`. */
export function shownPeer(address: string): string {
  return bare(address).replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

/**
 * Whether a request comes from a page, other than one of this machine or of a peer: any page in a browser here may dial the terminal, and
 * browsers, unlike other programs, say for whom (RFC 6455 §10.2). Names other than localhost are not believed, since a site can point its own
 * name here; nor are pages that name nobody, such as `null` of a file or a sandboxed frame.
 */
export function isForeignPage(origin: string | undefined, peers: AllowedPeers): boolean {
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { protocol, hostname } = new URL(origin);
  if (protocol !== 'http:' && protocol !== 'https:') return true;
  return hostname !== 'localhost' && !peers.has(hostname.replace(/^\[|\]$/g, ''));
}
