// Puts the page together: what is clicked, typed and spoken goes to the coach; what it does is drawn.

import { Awake } from "./awake.js";
import { Coach } from "./coach.js";
import { $, write } from "./dom.js";
import { Settings } from "./settings.js";
import { Speech, canListen } from "./speech.js";
import { tabs } from "./tabs.js";
import { View } from "./view.js";

const NOTHING = "(say nothing)";

const awake = new Awake();
const view = new View(say, (touched, token) => coach.touch(touched, token));
const settings = new Settings(changed);
const coach = new Coach(view, settings.wanted);
view.summarise = () => write($("summary"), settings.summary(view.now ?? Date.now() / 1000));

function say(utterance) {
  focus();
  return utterance === NOTHING ? coach.stayQuiet() : coach.say(utterance);
}

function interrupt() {
  coach.interrupt();
  focus();
}

// On a phone, the keyboard would cover the count.
function focus() {
  if (!matchMedia("(pointer: coarse)").matches) $("utterance").focus({ preventScroll: true });
}

function changed(wanted) {
  coach.leave();
  coach.wanted = wanted;
  speech.locale = wanted.locale;
  speech.watch?.(canListen && settings.form.elements.wake.checked);
  view.talk.note("A new conversation begins.");
  view.clear();
  view.summarise();
}

const speech = canListen
  ? new Speech({
      onsaid: say,
      onalexa: () => coach.interrupt(),
      onproblem: (text) => write($("problem"), text),
      onstate: (listening) => $("speak").setAttribute("aria-pressed", String(listening)),
    })
  : {};
$("speak").hidden = !canListen;
$("wake").hidden = !canListen;
$("speak").addEventListener("click", () => {
  coach.interrupt();
  speech.listen();
});

$("alexa").addEventListener("click", () => {
  const { says } = $("alexa").dataset;
  if (coach.state === "speaking") interrupt();
  else if (says && view.settled) say(says);
});
$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const utterance = $("utterance").value.trim();
  $("utterance").value = "";
  if (utterance) say(utterance);
  else if (coach.state === "speaking") interrupt();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !settings.dialog.open) interrupt();
  coach.allow();
});
document.addEventListener("pointerdown", () => coach.allow());
window.addEventListener("pagehide", () => coach.leave());

tabs($("tabs"));
settings
  .fill()
  .then(view.summarise)
  .catch((problem) => {
    view.failed(problem, "");
    coach.waitForService();
  });

function draw() {
  view.move(coach.position);
  const busy = coach.state !== "closed";
  if (awake.wanted !== busy) awake.keep(busy);
  requestAnimationFrame(draw);
}
draw();
