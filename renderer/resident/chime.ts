import { useEffect } from 'react';

/** Two rising tones, Hz; the reminder is a third higher, so that the two are told apart. */
const tones = { arrived: [523.25, 659.25], reminder: [659.25, 783.99] } as const;
const TONE_s = 0.16;
const FADE_s = 0.5;
const LOUDNESS = 0.18;

export type Chime = keyof typeof tones;

function ring(chime: Chime): () => void {
  const audio = new AudioContext();
  for (const [index, frequency] of tones[chime].entries()) {
    const from = audio.currentTime + 0.02 + index * TONE_s;
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, from + FADE_s);
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + FADE_s);
  }
  // An open context keeps the sound card awake.
  const close = () => void audio.close().catch(() => undefined);
  const done = setTimeout(close, (TONE_s + FADE_s) * 1000 + 200);
  return () => {
    clearTimeout(done);
    close();
  };
}

/** Rings when it is drawn and each time that `turn` changes. */
export function useChime(chime: Chime, turn: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is what rings again
  useEffect(() => ring(chime), [chime, turn]);
}
