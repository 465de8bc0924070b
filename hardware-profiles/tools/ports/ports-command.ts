import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import type { ListPorts, ToolPort } from './seen-ports.ts';

export const PORTS_USAGE = 'ports [--json]';

function portLines({ path, kind, usbId, serialNumber, location, holder, fits }: ToolPort): readonly string[] {
  const facts = [
    kind,
    usbId ?? 'no USB id',
    ...(serialNumber === null ? [] : [`serial number ${serialNumber}`]),
    ...(location === null ? [] : [`at ${location}`]),
    ...(holder === null ? [] : [`held by ${holder}`]),
  ];
  const profiles =
    fits.length === 0
      ? ['    fits no profile: name it in "path" of the settings, or record what it sends']
      : fits.map(({ profile, by }) => `    ${profile} (by ${by})`);
  return [`${path}  ${facts.join(', ')}`, ...profiles];
}

/** `ports`: what is plugged in, who holds it, and which profiles fit it and why. @returns 1 where there is nothing */
export const createPortsCommand =
  (listPorts: ListPorts): Command =>
  async (args, print) => {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    const ports = await listPorts();
    for (const line of ports.flatMap(portLines)) print.error(line);
    if (ports.length === 0)
      print.error('no port and no HID device is here; check the cable, and the groups of the user');
    if (values.json) print.line(JSON.stringify({ ports }));
    return ports.length === 0 ? 1 : 0;
  };
