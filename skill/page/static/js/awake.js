// Keeps the screen of a phone on while the coach counts.

export class Awake {
  constructor() {
    this.lock = null;
    document.addEventListener("visibilitychange", () => this.wanted && this.keep());
  }

  // Whether the screen is to stay on from now on.
  async keep(wanted = true) {
    this.wanted = wanted;
    if (!wanted) {
      await this.lock?.release();
      this.lock = null;
    } else if (document.visibilityState === "visible" && (!this.lock || this.lock.released)) {
      // It is refused where the battery is low, and missing in older browsers: the coach goes on without.
      this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
    }
  }
}
