// Plays an answer in its time. Everything on the page goes by the clock of the sound, so a count on the screen
// cannot run away from the count that is heard, whatever the computer does meanwhile.

const FIRST = 2; // seconds of sound that are fetched first: little, so that it begins soon
const THEN = 8;
const LEAD = 0.06; // seconds from having the first sound to hearing it
const SPARE = 0.15; // seconds of sound that have to be there, or the clock is stopped until they are
const BLOCKED = 500; // milliseconds after which a sound that does not begin is not allowed to
const FADE = 0.015; // seconds in which a sound is taken away without a click

export class Player {
  constructor({ onblocked, onproblem }) {
    this.onblocked = onblocked;
    this.onproblem = onproblem;
    this.playing = null;
  }

  // To be called in a click or key press: only then do browsers allow sound.
  unlock() {
    this.context ??= newContext();
    return this.context.resume();
  }

  // Begins an answer; `fetch(from, to)` gives its samples, `rate` of them a second.
  async start({ lasts, rate, fetch }) {
    this.stop();
    const playing = { lasts, rate, fetch, begins: null, loaded: 0, sources: [], gain: null, stalled: false };
    this.playing = playing;
    this.unlock();
    setTimeout(() => this.isBlocked(playing) && this.onblocked(), BLOCKED);
    playing.gain = this.context.createGain();
    playing.gain.connect(this.context.destination);
    await this.load(playing);
  }

  // Seconds of the answer that have been heard; null where nothing plays.
  get position() {
    const { playing, context } = this;
    if (!playing) return null;
    if (playing.begins === null) return 0;
    const heard = context.currentTime - playing.begins - (context.outputLatency || 0);
    return Math.min(Math.max(heard, 0), playing.lasts);
  }

  get ended() {
    return this.playing !== null && this.position >= this.playing.lasts;
  }

  // To be called often: a sound that is not there yet stops the clock instead of being left out.
  tick() {
    const { playing, context } = this;
    if (!playing || playing.begins === null || this.ended) return;
    const ready = playing.loaded - (context.currentTime - playing.begins);
    if (ready < SPARE && playing.loaded < playing.lasts && !playing.stalled) {
      playing.stalled = true;
      context.suspend();
    }
  }

  // Silent at once; the seconds that were heard.
  stop() {
    const { playing, context } = this;
    if (!playing) return null;
    const heard = this.position;
    this.playing = null;
    if (playing.gain) {
      playing.gain.gain.setTargetAtTime(0, context.currentTime, FADE / 3);
      for (const source of playing.sources) source.stop(context.currentTime + FADE);
    }
    if (playing.stalled) context.resume();
    return heard;
  }

  // Not running, and not because it waits for the next stretch.
  isBlocked(playing) {
    return this.current(playing) && !playing.stalled && this.context.state !== "running";
  }

  current(playing) {
    return this.playing === playing;
  }

  async load(playing) {
    while (this.current(playing) && playing.loaded < playing.lasts) {
      const to = Math.min(playing.loaded + (playing.loaded ? THEN : FIRST), playing.lasts);
      let samples;
      try {
        samples = await playing.fetch(playing.loaded, to);
      } catch (problem) {
        if (!this.current(playing) || this.onproblem(problem) === "stop") return;
        await new Promise((resolve) => setTimeout(resolve, 1000));
        continue;
      }
      if (this.current(playing)) this.schedule(playing, samples, to);
    }
    if (this.current(playing) && playing.begins === null) playing.begins = this.context.currentTime;
  }

  schedule(playing, samples, to) {
    const { context } = this;
    playing.begins ??= context.currentTime + LEAD;
    if (samples.length) {
      const buffer = context.createBuffer(1, samples.length, playing.rate);
      buffer.copyToChannel(samples, 0);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(playing.gain);
      source.start(playing.begins + playing.loaded);
      playing.sources.push(source);
    }
    playing.loaded = to;
    if (playing.stalled) {
      playing.stalled = false;
      context.resume();
    }
  }
}

function newContext() {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  return Context ? new Context({ latencyHint: "interactive" }) : new SilentContext();
}

// Time goes on where a browser has no sound.
class SilentContext {
  state = "running";
  destination = null;
  paused = 0;

  get currentTime() {
    return (this.since ?? performance.now()) / 1000 - this.paused;
  }

  async resume() {
    if (this.since) this.paused += (performance.now() - this.since) / 1000;
    this.since = null;
  }

  async suspend() {
    this.since ??= performance.now();
  }

  createGain() {
    return { connect() {}, gain: { setTargetAtTime() {} } };
  }

  createBuffer() {
    return { copyToChannel() {} };
  }

  createBufferSource() {
    return { connect() {}, start() {}, stop() {} };
  }
}
