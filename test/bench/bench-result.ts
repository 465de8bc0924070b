/** One number, with what it is to be read against from the same run where there is such a thing. */
export interface BenchFigure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly reference?: { readonly name: string; readonly value: number };
  /** `value` ÷ `reference.value`. */
  readonly ratio?: number;
  readonly goal?: Goal;
}

/** What issue 2 asks for, of the value or of the ratio. */
export type Goal = { readonly of: 'value' | 'ratio' } & ({ readonly atMost: number } | { readonly atLeast: number });

export interface BenchResult {
  readonly bench: string;
  readonly figures: readonly BenchFigure[];
}

/** The value below which this share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median and 99th percentile of samples, beside the same of a reference. */
export function latencyFigures(
  metric: string,
  samples: readonly number[],
  reference: { readonly name: string; readonly samples: readonly number[] },
  atMost: number,
  unit: 'ms' | 'µs' = 'ms',
): readonly BenchFigure[] {
  return (['p50', 'p99'] as const).map((name) => {
    const share = name === 'p50' ? 0.5 : 0.99;
    const value = round(percentile(samples, share));
    const against = round(percentile(reference.samples, share));
    return {
      metric: `${metric} ${name} (${samples.length} samples)`,
      value,
      unit,
      reference: { name: `${reference.name} ${name}`, value: against },
      ratio: round(value / against),
      ...(name === 'p99' && { goal: { of: 'value', atMost } as const }),
    };
  });
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Whether a figure reaches its goal; one without a goal does. */
export function isReached({ value, ratio, goal }: BenchFigure): boolean {
  if (goal === undefined) return true;
  const measured = goal.of === 'value' ? value : ratio;
  if (measured === undefined) return false;
  return 'atMost' in goal ? measured <= goal.atMost : measured >= goal.atLeast;
}
