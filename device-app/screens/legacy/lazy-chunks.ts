import { type Plugin, parseAst, type Rolldown } from 'vite';
import { CHUNKS } from './chunk-loader.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Rewrites `import()` and `import.meta` of the finished chunks, which Chromium 61 refuses to parse: chunks that are loaded later report
 * their exports to the loader. One way for all browsers, so that every test walks it. The screens lie beside index.html, whatever serves them.
 */
export function lazyChunks(): Plugin {
  return {
    name: 'lazy-chunks',
    enforce: 'post',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) if (output.type === 'chunk') output.code = rewritten(output);
    },
  };
}

function rewritten(chunk: Rolldown.OutputChunk): string {
  const here = addressOf(chunk.fileName);
  let { code } = chunk;
  for (const node of newerNodes(parseAst(code)).sort((one, other) => other.start - one.start)) {
    code = code.slice(0, node.start) + replacementOf(node, here) + code.slice(node.end);
  }
  if (!chunk.isDynamicEntry) return code;
  const own = `./${chunk.fileName.split('/').pop()}`;
  return `${code}\nimport*as exported from${JSON.stringify(own)};self.${CHUNKS}.arrived(${here},exported);`;
}

/** As code: where a file of the build is. */
const addressOf = (fileName: string): string => `new URL(${JSON.stringify(fileName)},document.baseURI).href`;

interface ImportNode extends Node {
  readonly source: Node & { readonly value?: unknown };
}

function replacementOf(node: Node, here: string): string {
  if (node.type === 'MetaProperty') return `({url:${here}})`;
  const { source } = node as ImportNode;
  const name = literalOf(source);
  if (name === undefined) throw new Error('lazy-chunks: import() takes the name of a file as a plain string.');
  return `self.${CHUNKS}.load(new URL(${JSON.stringify(name)},${here}).href)`;
}

function literalOf(source: Node): string | undefined {
  const { value, quasis } = source as Node & { value?: unknown; quasis?: readonly { value: { cooked: string } }[] };
  if (typeof value === 'string') return value;
  return quasis?.length === 1 ? quasis[0]?.value.cooked : undefined;
}

/** Every `import()` and `import.meta` below a node. */
function newerNodes(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(newerNodes);
  if (typeof node !== 'object' || node === null) return [];
  const { type } = node as Node;
  if (type === 'ImportExpression' || type === 'MetaProperty') return [node as Node];
  return Object.values(node).flatMap(newerNodes);
}
