// The conversation as it was: what was said, and what was heard, each with its time.

import { $, element } from "./dom.js";
import { clockFace } from "./moment.js";

const LONG = 14; // pieces of a count after which its middle is left out

export class Talk {
  constructor() {
    this.panel = $("talk");
    this.panel.append(element("p", { class: "hint", text: "What you say and hear appears here." }));
    this.listen(null, 0);
  }

  said(utterance, at) {
    this.panel.querySelector(".hint")?.remove();
    const words = element("p", { class: "you" }, element("span", { class: "unseen", text: "You: " }), utterance);
    if (at !== null) words.append(element("time", { text: clockFace(at) }));
    this.add(words);
  }

  note(text) {
    this.add(element("p", { class: "note", text }));
  }

  // From here on, pieces of this timeline are written when they are heard.
  listen(timeline) {
    this.pieces = timeline?.pieces ?? [];
    this.heard = 0;
    this.line = null;
  }

  move(position) {
    while (this.heard < this.pieces.length && this.pieces[this.heard].begins <= position) {
      this.hear(this.pieces[this.heard++]);
    }
  }

  hear(piece) {
    const flows = piece.kind === "count" || piece.kind === "call";
    if (!this.line || !(flows && this.flows)) {
      this.words = element("span");
      this.line = element("p", { class: "alexa" }, element("time", { text: clockFace(piece.begins) }), this.words);
      this.run = [];
      this.add(this.line);
    }
    this.flows = flows;
    this.run.push(piece.figure === undefined ? piece.text : String(piece.figure));
    const run = this.run.length > LONG ? [...this.run.slice(0, 4), "…", ...this.run.slice(-8)] : this.run;
    this.words.textContent = run.join(" ");
    this.follow();
  }

  add(node) {
    this.panel.append(node);
    this.follow();
  }

  follow() {
    this.panel.scrollTop = this.panel.scrollHeight;
  }
}
