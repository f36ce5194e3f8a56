import { BlockList, isIP } from 'node:net';

/**
 * Where clouds tell a machine its own secrets: nobody's CRM is there. Other private addresses are allowed, since a CRM or
 * a tool may well run in the same network.
 */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6');
LINK_LOCAL.addAddress('100.100.100.200', 'ipv4');

const NAMES = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data']);

/** Whether a host, as `URL` writes it, is the service that tells a machine about itself. */
export function isMachinesOwn(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(host);
  if (version === 0) return NAMES.has(host);
  return LINK_LOCAL.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
