// The choice of device, voice, language, person and day.

import { $, element } from "./dom.js";
import { choices } from "./service.js";

const NARROW = "(max-width: 60rem)"; // here the page's own count is larger than the one on a drawn Echo Show
const KEPT = "back-routine"; // under this name the browser remembers the choice

export class Settings {
  constructor(onchange) {
    this.dialog = $("settings");
    this.form = this.dialog.querySelector("form");
    const device = matchMedia(NARROW).matches ? "speaker" : ""; // without one, the service's first
    this.wanted = { device, voice: "", locale: "en-US", who: "known", later: 0, ...kept() };
    $("open-settings").addEventListener("click", () => this.dialog.showModal());
    this.dialog.addEventListener("close", () => {
      if (this.dialog.returnValue === "use") {
        this.take();
        onchange(this.wanted);
      }
      this.show();
    });
  }

  async fill() {
    const { devices, voices, locales } = await choices();
    const languages = new Intl.DisplayNames(["en"], { type: "language" });
    const named = Object.fromEntries(locales.map((locale) => [locale, languages.of(locale)]));
    this.names = { device: devices, voice: voices, locale: named };
    for (const [name, options] of Object.entries(this.names)) {
      const select = this.form.elements[name];
      select.replaceChildren(...Object.entries(options).map(([value, text]) => element("option", { value, text })));
      if (!(this.wanted[name] in options)) this.wanted[name] = Object.keys(options)[0];
    }
    this.show();
  }

  show() {
    for (const [name, value] of Object.entries(this.wanted)) this.form.elements[name].value = String(value);
    this.form.elements.later.value = "0";
  }

  take() {
    for (const name of ["device", "voice", "locale", "who"]) this.wanted[name] = this.form.elements[name].value;
    this.wanted.later = Number(this.form.elements.later.value);
    const { device, voice, locale, who } = this.wanted;
    try {
      localStorage.setItem(KEPT, JSON.stringify({ device, voice, locale, who }));
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  }

  // The choice in a few words.
  summary(now) {
    const day = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" });
    const device = this.names?.device[this.wanted.device] ?? "";
    const who = this.wanted.who === "known" ? "You" : "Somebody new";
    return [device, who, day.format(new Date(now * 1000))].filter(Boolean).join(" · ");
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}
