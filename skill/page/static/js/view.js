// What is seen of a conversation. Everything on it moves with the clock of the sound.

import { $, element, write } from "./dom.js";
import { Exchanges } from "./json.js";
import { shown } from "./moment.js";
import { Screen } from "./screen.js";
import { Talk } from "./talk.js";
import { Way } from "./way.js";
import { Week } from "./week.js";

const STATES = {
  closed: "",
  waiting: "Thinking …",
  speaking: "",
  asked: "Listening.",
  interrupted: "Stopped. What would you like?",
  blocked: "",
};
const CHIPS = {
  closed: ["start my back routine", "do the bridge", "count ten reps"],
  asked: ["yes", "no", "how do I do this", "(say nothing)"],
  interrupted: ["wait", "go", "skip it", "how long is left", "that hurts", "stop"],
  speaking: [],
};
// What the large button does: in the most likely case nothing else is needed, even lying on the floor.
const LARGE = {
  closed: ["Start", "start my back routine"],
  waiting: ["…", ""],
  speaking: ["Alexa", ""],
  asked: ["Yes", "yes"],
  interrupted: ["Go on", "go"],
  blocked: ["Play", ""],
};
const WELCOME = "Type, tap or say: start my back routine";
const TOO_SOON = 600; // milliseconds
const SHORT = 22; // characters up to which a sentence is set in the largest type
const LONG = 60; // and beyond which in the smallest

export class View {
  constructor(onsay, ontouch) {
    this.onsay = onsay;
    this.talk = new Talk();
    this.way = new Way();
    this.exchanges = new Exchanges();
    this.week = new Week();
    this.screen = new Screen(ontouch, () => {
      write($("problem"), "The screen of the Echo cannot be drawn here. The voice goes on.");
    });
    this.timeline = null;
    this.became("closed");
  }

  // Draws the moment; null: nothing plays.
  move(position) {
    if (position === null || !this.timeline) return;
    this.talk.move(position);
    this.way.move(position);
    this.screen.move(position);
    const { figure, counted, above, words, below } = shown(this.timeline, position);
    write($("figure"), figure === null ? "" : String(figure));
    write($("above"), figure === null ? words : above);
    $("above").classList.toggle("long", figure === null && words.length > LONG);
    write($("below"), below);
    document.body.dataset.shows = figure === null ? (words.length > SHORT ? "sentence" : "call") : counted ? "count" : "rest";
  }

  said(utterance, at) {
    write($("problem"), "");
    this.talk.said(utterance, at);
  }

  opened(now) {
    this.now = now;
    this.summarise?.();
  }

  answered(utterance, exchange, milliseconds) {
    this.exchanges.add(utterance, exchange, milliseconds);
    if (exchange.notice) this.talk.note(exchange.notice);
    this.ended = exchange.ended;
    this.screen.answered(exchange);
    if (!exchange.timeline.pieces.length) this.clear();
  }

  plays(timeline) {
    this.timeline = timeline;
    this.talk.listen(timeline);
    this.way.draw(timeline);
    this.move(0);
  }

  resumes(found) {
    this.way.mark(found);
  }

  interrupted(position) {
    this.screen.interrupted();
    this.way.stopped = true;
    this.move(position);
  }

  clear() {
    this.timeline = null;
    this.way.clear();
    for (const id of ["figure", "below"]) write($(id), "");
    write($("above"), WELCOME);
    document.body.dataset.shows = "nothing";
  }

  became(state) {
    document.body.dataset.state = state;
    write($("status"), STATES[state]);
    const chips = CHIPS[state] ?? [];
    $("chips").replaceChildren(...chips.map((text) => this.chip(text)));
    const [large, says] = LARGE[state];
    write($("alexa").firstElementChild, large);
    $("alexa").dataset.says = says;
    $("alexa").disabled = state === "waiting";
    $("alexa").lastElementChild.hidden = state !== "speaking";
    this.since = performance.now();
    if (state === "closed" && (this.ended || !this.timeline)) this.clear();
  }

  // A tap that was meant for what was there a moment ago does nothing.
  get settled() {
    return performance.now() - this.since > TOO_SOON;
  }

  chip(text) {
    const button = element("button", { type: "button", text });
    button.addEventListener("click", () => this.onsay(text));
    return button;
  }

  failed(problem, utterance) {
    write($("problem"), problem.message);
    if (utterance && !utterance.startsWith("(") && !$("utterance").value) $("utterance").value = utterance;
  }

  back() {
    write($("problem"), "");
    write($("status"), "The skill is back, and your place is kept. Say it again.");
  }

  slept(seconds) {
    const pause = seconds < 90 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
    write($("problem"), `The computer slept for ${pause}, so the count has stopped. Say go to continue from your place.`);
  }

  blocked() {
    write($("problem"), "The browser allows sound only after a click. Click anywhere, or press a key, to hear the answer.");
  }
}
