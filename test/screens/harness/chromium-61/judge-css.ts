import { type Block, type CssNode, type Declaration, generate, type List, parse, walk } from 'css-tree';
import { OLDEST } from './compat.ts';
import { type Known, knownOfAtRule, knownOfDeclaration, knownOfPrelude } from './css-since.ts';
import { HARMLESS } from './harmless.data.ts';

export interface Judgement {
  /** What Chromium 61 would drop without a stand-in; each with the place and the first Chrome that has it. */
  readonly faults: readonly string[];
  /** Entries of the table of the harmless that something in the style sheet made use of. */
  readonly used: ReadonlySet<string>;
  /** The style sheet as Chromium 61 reads it. */
  readonly asRead: string;
}

/** Holds a style sheet against the compatibility data of the web's reference. */
export function judgeCss(text: string): Judgement {
  const faults: string[] = [];
  const used = new Set<string>();
  const sheet = parse(text, { onParseError: ({ message }) => faults.push(`does not parse: ${message}`) });

  /** Whether it is read, after noting what is newer. */
  const isRead = (known: readonly Known[], place: string, isStoodInFor: (instead: string) => boolean): boolean => {
    const newer = known.filter((one) => one.since > OLDEST);
    for (const { what, since } of newer) {
      const instead = HARMLESS[what];
      if (instead !== undefined) used.add(what);
      if (instead === undefined || !isStoodInFor(instead)) faults.push(`${place}: ${what} (${since})`);
    }
    return newer.length === 0;
  };

  walk(sheet, {
    visit: 'Atrule',
    enter(rule, item, list) {
      const known = [knownOfAtRule(rule.name), ...(rule.prelude === null ? [] : knownOfPrelude(rule.prelude))];
      if (!isRead(known, `@${rule.name}`, (instead) => instead === '')) list.remove(item);
    },
  });
  walk(sheet, {
    visit: 'Rule',
    enter(rule, item, list) {
      if (this.atrule?.name.endsWith('keyframes')) return;
      const place = generate(rule.prelude);
      const before = item.prev?.data;
      const isBefore = (instead: string) => before?.type === 'Rule' && generate(before.prelude).includes(instead);
      if (isRead(knownOfPrelude(rule.prelude), place, isBefore)) dropFrom(rule.block, place, isRead);
      else list.remove(item);
    },
  });
  return { faults, used, asRead: generate(asOldFonts(sheet)) };
}

function dropFrom(
  block: Block,
  place: string,
  isRead: (known: readonly Known[], place: string, isStoodInFor: (instead: string) => boolean) => boolean,
): void {
  const names = new Set(declarations(block.children).flatMap(nameAndValue));
  block.children.forEach((node, item, list) => {
    if (node.type !== 'Declaration') return;
    if (!isRead(knownOfDeclaration(node), place, (instead) => instead === '' || names.has(instead))) list.remove(item);
  });
}

const declarations = (nodes: List<CssNode>): Declaration[] =>
  nodes.toArray().filter((node): node is Declaration => node.type === 'Declaration');

const nameAndValue = ({ property, value }: Declaration): string[] => [property, `${property}: ${generate(value)}`];

/** Variable fonts came with 62: of the others it takes the default instance, whatever weight is asked for. */
function asOldFonts(sheet: CssNode): CssNode {
  walk(sheet, {
    visit: 'Atrule',
    enter(rule) {
      if (rule.name !== 'font-face' || rule.block === null) return;
      const source = declarations(rule.block.children).find(({ property }) => property === 'src');
      if (source === undefined || !generate(source.value).includes('format("woff2")')) return;
      rule.block.children.forEach((node, item, list) => {
        if (node.type === 'Declaration' && node.property === 'font-weight') list.remove(item);
      });
      const value = generate(source.value).split(',').at(-1) ?? '';
      source.value = { type: 'Raw', value };
    },
  });
  return sheet;
}
