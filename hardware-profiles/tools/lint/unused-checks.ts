import { listOf } from '../../replay-engine.ts';
import type { Profile } from '../../schema/profile.ts';
import { SIGNALS } from '../../schema/signals.ts';
import type { LintCheck } from './lint-check.ts';

/** Acknowledgements that no rule asks for: the pad would wait for them in vain. */
export const checkUnusedAcks: LintCheck = ({ profile: { decode, variants } }, find) => {
  const used = new Set(decode.map(({ ack }) => ack));
  for (const [variant, { ack }] of Object.entries(variants)) {
    for (const name of Object.keys(ack)) {
      if (used.has(name)) continue;
      find.issue(
        ['variants', variant, 'ack', name],
        `is asked for by no rule; add "ack": "${name}" to the rule that it answers`,
      );
    }
  }
};

/** The output by which an evaluator is asked to begin (`device-app/runtime/arming.ts`). */
const ASKED_BY_TERMINAL = 'startEvaluation';

/** Outputs that the terminal sends by itself. */
function sentByItself({ init, poll, heartbeat, outputs, variants }: Profile): ReadonlySet<unknown> {
  const all = [outputs, ...Object.values(variants).map((variant) => variant.outputs)];
  const followers = all.flatMap((one) => Object.values(one).flatMap(({ followedBy }) => followedBy));
  const questions = [...init, ...followers, ...(poll === null ? [] : [poll])].map(({ output }) => output);
  return new Set([...questions, heartbeat.output, ...SIGNALS, ASKED_BY_TERMINAL]);
}

/** Outputs that nothing sends and that no vector shows: most likely a name was mistyped. What a printer prints by is up to the receipts. */
export const checkUnusedOutputs: LintCheck = ({ profile, report }, find) => {
  if (profile.role === 'printer') return;
  const sent = sentByItself(profile);
  const shown = new Set(report.vectors.flatMap(({ got }) => listOf(got).map(({ type }) => type)));
  const own = Object.entries(profile.outputs).map(([name, spec]) => [['outputs', name], name, spec] as const);
  const others = Object.entries(profile.variants).flatMap(([variant, { outputs }]) =>
    Object.entries(outputs).map(([name, spec]) => [['variants', variant, 'outputs', name], name, spec] as const),
  );
  for (const [path, name, { says }] of [...own, ...others]) {
    if (sent.has(name) || shown.has(name) || shown.has(says.type)) continue;
    find.warning(path, 'is sent by nothing and shown by no vector; add a vector, correct the name or take it out');
  }
};
