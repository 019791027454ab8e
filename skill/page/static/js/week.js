// What was done on each of the last seven days: bars that are a list for those who cannot see them.

import { $, element } from "./dom.js";

const SHORT = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });
const LONG = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" });

export class Week {
  constructor() {
    this.panel = $("week");
    this.draw([]);
  }

  draw(days) {
    const most = Math.max(...days.map(({ minutes }) => minutes), 0);
    if (!most) {
      this.panel.replaceChildren(element("p", { class: "hint", text: "Your minutes of the last seven days appear here." }));
      return;
    }
    const title = element("h2", { id: "week-title", text: "Minutes, last seven days" });
    const bars = days.map((day, number) => bar(day, most, number === days.length - 1));
    this.panel.replaceChildren(title, element("ol", { "aria-labelledby": "week-title" }, ...bars));
  }
}

function bar({ day, minutes, exercises }, most, today) {
  const date = new Date(day);
  const done = minutes ? `${count(minutes, "minute")}, ${count(exercises, "exercise")}` : "nothing";
  const told = `${LONG.format(date)}${today ? ", today" : ""}: ${done}`;
  const column = element("span", { class: minutes ? "bar" : "dot" });
  if (minutes) column.style.height = `${Math.max((100 * minutes) / most, 4)}%`;
  const seen = element("span", { class: "seen", "aria-hidden": "true" }, element("b", { text: minutes || "" }), column);
  const name = element("span", { class: "day", "aria-hidden": "true", text: SHORT.format(date) });
  return element("li", { class: today ? "today" : "" }, element("span", { class: "unseen", text: told }), seen, name);
}

function count(number, name) {
  return `${number} ${name}${number === 1 ? "" : "s"}`;
}
