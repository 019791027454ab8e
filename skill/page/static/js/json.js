// For developers: what was sent to the skill and what it answered, turn by turn.

import { $, element } from "./dom.js";

export class Exchanges {
  constructor() {
    this.turns = [];
    this.choice = element("select", { "aria-label": "Turn" });
    this.request = element("pre", { tabindex: 0, "aria-label": "Request" });
    this.response = element("pre", { tabindex: 0, "aria-label": "Response" });
    this.size = element("p", { class: "hint", text: "Requests and responses appear here." });
    this.choice.addEventListener("change", () => this.show(Number(this.choice.value)));
    $("json").append(
      this.choice,
      this.size,
      element("h2", { text: "Request" }),
      this.request,
      element("h2", { text: "Response" }),
      this.response,
    );
  }

  add(utterance, { request, response }, milliseconds) {
    this.turns.push({ request, response, milliseconds });
    this.choice.append(element("option", { value: this.turns.length - 1, text: `${this.turns.length}. ${utterance}` }));
    this.choice.value = String(this.turns.length - 1);
    this.show(this.turns.length - 1);
  }

  show(number) {
    const { request, response, milliseconds } = this.turns[number];
    const bytes = new Blob([JSON.stringify(response)]).size;
    this.size.textContent = `Answered in ${Math.round(milliseconds)} ms with ${bytes} bytes.`;
    this.request.textContent = JSON.stringify(request, null, 2);
    this.response.textContent = JSON.stringify(response, null, 2);
  }
}
