/** The part of eSpeak NG that the draft uses. */
declare module '@echogarden/espeak-ng-emscripten' {
  class Speaker {
    /** @returns 0 where there is such a voice */
    set_voice(name: string): number;
    set_rate(wordsPerMinute: number): void;
    get_samplerate(): number;
    /** Calls back with piece after piece; null at the end. */
    synthesize(text: string, onPiece: (samples: Int16Array | null) => number): void;
  }
  export default function createEspeak(): Promise<{ readonly eSpeakNGWorker: typeof Speaker }>;
}
