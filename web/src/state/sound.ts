/** The tone of a new alert: two notes, made by the browser, no file. */
let audio: AudioContext | null = null;

export function ring(): void {
  try {
    audio ??= new AudioContext();
    const start = audio.currentTime;
    for (const [at, pitch] of [[0, 880], [0.22, 660]] as const) {
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(0.15, start + at);
      gain.gain.exponentialRampToValueAtTime(0.001, start + at + 0.2);
      tone.connect(gain).connect(audio.destination);
      tone.start(start + at);
      tone.stop(start + at + 0.21);
    }
  } catch {
    // a browser that has no sound still shows the alert
  }
}
