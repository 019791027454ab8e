// The timeline of an answer as a picture: what is said, counted and asked, with the playhead on it, and where an
// interruption would resume.

import { $, drawn, write } from "./dom.js";
import { clockFace, resumed } from "./moment.js";

const SECOND = 22; // pixels of the close-up
const TOP = 16;
const TALL = 34;
const BAND = 60; // where the places begin
const PLAYHEAD = "30%"; // of the width
const pen = document.createElement("canvas").getContext("2d"); // measures the labels

export class Way {
  constructor() {
    this.detail = $("detail");
    this.overview = $("overview");
    this.clear();
  }

  clear() {
    this.timeline = null;
    this.resumes = [];
    this.stopped = false;
    this.detail.replaceChildren();
    this.overview.replaceChildren();
    write($("resume"), "");
  }

  draw(timeline) {
    this.clear();
    this.timeline = timeline;
    pen.font = `13px ${getComputedStyle(this.detail).fontFamily}`;
    this.strip = drawn("g", {}, ...timeline.pauses.map(pause), ...timeline.pieces.flatMap(block), ...axis(timeline));
    this.places = drawn("g");
    this.strip.append(this.places);
    const head = drawn("line", { class: "head", y1: 4, y2: BAND + 22 });
    this.detail.append(drawn("svg", { x: PLAYHEAD, overflow: "visible" }, this.strip, head));
    const small = timeline.pieces.map((piece) => drawn("rect", { class: piece.kind, y: 0, height: 10, ...extent(piece, 1) }));
    this.dot = drawn("rect", { class: "head", y: -2, width: Math.max(timeline.lasts / 300, 0.3), height: 14 });
    this.overview.setAttribute("viewBox", `0 -2 ${timeline.lasts} 14`);
    this.overview.setAttribute("preserveAspectRatio", "none");
    this.overview.append(...small, this.dot);
  }

  mark(resumes) {
    this.resumes = resumes;
    this.places?.replaceChildren(...resumes.flatMap(place));
  }

  move(position) {
    if (!this.timeline) return;
    this.strip.setAttribute("transform", `translate(${(-position * SECOND).toFixed(1)} 0)`);
    this.dot.setAttribute("x", position.toFixed(2));
    const place = resumed(this.resumes, position);
    const when = this.stopped ? "It" : "If you interrupt now, it";
    write($("resume"), place ? `${when} goes on with ${[place.name, place.at].filter(Boolean).join(", ")}.` : "");
  }
}

function extent({ begins, ends }, scale) {
  return { x: begins * scale, width: Math.max((ends - begins) * scale - (scale > 1 ? 2 : 0), 0.2) };
}

// A number takes up its second, however short the word is.
function block(piece, number, pieces) {
  const next = pieces[number + 1]?.begins ?? piece.ends;
  const ends = piece.figure === undefined ? piece.ends : Math.max(piece.ends, Math.min(piece.begins + 1, next));
  const box = extent({ begins: piece.begins, ends }, SECOND);
  const text = piece.figure ?? fitted(piece.text, box.width - 8);
  return [
    drawn("rect", { class: piece.kind, y: TOP, height: TALL, rx: 5, ...box }),
    drawn("text", { class: piece.figure === undefined ? "" : "figure", x: box.x + box.width / 2, y: TOP + 22, text }),
  ];
}

// As many whole words as there is room for.
function fitted(text, room) {
  if (pen.measureText(text).width <= room) return text;
  const words = text.split(" ");
  while (words.pop() && words.length) {
    const cut = `${words.join(" ").replace(/[.,;:]$/, "")}…`;
    if (pen.measureText(cut).width <= room) return cut;
  }
  return "";
}

function pause([begins, ends]) {
  const box = extent({ begins, ends }, SECOND);
  return drawn("rect", { class: "pause", y: TOP + 2, height: TALL - 4, rx: 5, ...box });
}

function axis({ lasts }) {
  const marks = Array.from({ length: Math.floor(lasts / 5) + 1 }, (_, number) => number * 5);
  return marks.map((second) => drawn("text", { class: "mark", x: second * SECOND, y: 11, text: clockFace(second) }));
}

function place({ begins, ends, at }) {
  const box = extent({ begins, ends }, SECOND);
  return [
    drawn("rect", { class: "place", y: BAND, height: 20, rx: 4, ...box }),
    drawn("text", { class: "where", x: box.x + 6, y: BAND + 14, text: fitted(at, box.width - 12) }),
  ];
}

