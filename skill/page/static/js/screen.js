// The Echo's screen: Amazon's renderer draws the skill's APL documents, in a frame of its own.

import { $ } from "./dom.js";

const DOCUMENT = "Alexa.Presentation.APL.RenderDocument";
const APART = 20; // milliseconds by which the screen may run ahead of the sound, or behind it
const LEAP = 500; // and from which its document is drawn anew instead of being set right

export class Screen {
  // `ontouch(arguments, token)`: a key on the screen was touched. `onproblem`: it cannot be drawn.
  constructor(ontouch, onproblem) {
    this.frame = $("screen");
    this.directive = null;
    addEventListener("message", ({ data, source }) => {
      if (source !== this.frame.contentWindow) return;
      if (data.ready) this.ready?.();
      else if (data.event) ontouch(data.event, data.token);
      else if (data.problem) onproblem();
    });
  }

  answered({ request, response }) {
    const directives = response.response?.directives ?? [];
    this.directive = directives.find(({ type }) => type === DOCUMENT) ?? null;
    this.viewport = viewport(request.context.Viewport);
    this.since = this.position = null;
    this.frame.hidden = !this.directive;
    document.body.dataset.screen = this.directive ? "shown" : "";
  }

  // The document runs by the wall's clock from here on; where that has gone apart from the sound, it is set again.
  move(position) {
    if (!this.directive || position === 0 || position === this.position) return; // the sound stands still
    this.position = position;
    const since = Date.now() - 1000 * position;
    if (this.since !== null && Math.abs(since - this.since) <= APART) return;
    const drawn = this.since !== null && Math.abs(since - this.since) < LEAP;
    this.since = since;
    if (drawn) {
      this.post({ since });
      return;
    }
    const theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const ratio = this.viewport.width / this.viewport.height;
    this.frame.style.aspectRatio = String(ratio);
    this.frame.style.width = `min(100cqw, (100cqh - 2.5rem) * ${ratio})`;
    this.frame.style.borderRadius = this.viewport.isRound ? "50%" : "";
    this.post({ show: { directive: this.directive, viewport: this.viewport, theme, since } });
  }

  // What is seen stays as it is.
  interrupted() {
    if (this.directive && this.since !== null) this.post({ still: true });
    this.directive = null;
  }

  async post(message) {
    this.loaded ??= new Promise((resolve) => {
      this.ready = resolve;
      this.frame.src = "/screen/";
    });
    await this.loaded;
    this.frame.contentWindow.postMessage(message, "*"); // the frame has no origin
  }
}

function viewport(told) {
  const { pixelWidth = 1280, pixelHeight = 800, dpi = 160, shape = "RECTANGLE", mode = "HUB" } = told ?? {};
  const scale = 160 / dpi;
  return {
    width: Math.round(pixelWidth * scale),
    height: Math.round(pixelHeight * scale),
    dpi: 160,
    isRound: shape === "ROUND",
    mode,
  };
}
