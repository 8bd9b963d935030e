/** What is heard and felt at a door or a till, beside the words and the colour. */

export type Signal = "go" | "look" | "stop";

/** Tones in hertz, and vibration in milliseconds: three patterns that nobody takes for one another. */
const patterns: Record<Signal, { tones: number[]; buzz: number[] }> = {
  go: { tones: [880], buzz: [60] },
  look: { tones: [620, 620], buzz: [60, 80, 60] },
  stop: { tones: [220, 220, 220], buzz: [250, 80, 250] },
};

let audio: AudioContext | null = null;

/** Gives the signal. Browsers let a page sound only after a first touch; before it, nothing is heard. */
export function give(signal: Signal): void {
  const { tones, buzz } = patterns[signal];
  navigator.vibrate?.(buzz);
  audio ??= new AudioContext();
  const from = audio.currentTime;
  for (const [at, hertz] of tones.entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start(from + at * 0.18);
    tone.stop(from + at * 0.18 + 0.12);
  }
}
