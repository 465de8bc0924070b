import { type EventDefinition, LOG_EVENTS } from './catalogue.data.ts';

/** The operators' document of all log events, as Markdown. A pure function of the catalogue, so that a test can tell a stale file. */
export function logEventsDocument(events: Readonly<Record<string, EventDefinition>> = LOG_EVENTS): string {
  const groups = Map.groupBy(Object.entries(events), ([id]) => id.split('.', 1)[0] ?? id);
  const sections = [...groups].map(([group, entries]) => section(group, entries));
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const INTRODUCTION = `# Log events

Both programs write one JSON object a line. The field \`event\` holds one of the ids below; further fields are named in the help.
No line carries a rating's level, a name, a number of a person or a token.

Written by \`npm run docs\` from \`shared/log-events/catalogue.data.ts\`; do not edit.
`;

function section(group: string, entries: readonly [string, EventDefinition][]): string {
  const rows = entries.map(
    ([id, { level, message, help }]) => `| \`${id}\` | ${level} | ${cell(message)} | ${cell(help)} |`,
  );
  return [`## ${group}`, '', '| Event | Level | Message | Help |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
