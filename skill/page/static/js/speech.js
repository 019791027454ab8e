// Speaking instead of typing, where the browser can: an extra. Some browsers send the sound to their maker.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const NAME = /\balexa\b[,.!]?\s*(.*)/i;
const PROBLEMS = {
  "not-allowed": "The browser may not use the microphone. Allow it next to the address, or type.",
  "audio-capture": "There is no microphone. You can type instead.",
  network: "The browser cannot recognise speech without its maker's service. You can type instead.",
  "no-speech": "Nothing was heard. You can also type.",
};

export const canListen = Boolean(Recognition);

export class Speech {
  constructor({ onsaid, onalexa, onproblem, onstate }) {
    Object.assign(this, { onsaid, onalexa, onproblem, onstate });
    this.locale = "en-US";
  }

  // One utterance.
  listen() {
    this.ear?.abort();
    const ear = this.newEar(false);
    ear.onresult = ({ results }) => this.onsaid(results[0][0].transcript);
    this.begin(ear);
  }

  // Her name, while she speaks; what follows it is said to her.
  watch(wanted) {
    this.watching = wanted;
    if (!wanted) {
      this.ear?.abort();
      return;
    }
    const ear = this.newEar(true);
    ear.onresult = ({ results }) => {
      const { isFinal, 0: best } = results[results.length - 1];
      const named = NAME.exec(best.transcript);
      if (!named) return;
      this.onalexa();
      if (isFinal && named[1]) this.onsaid(named[1]);
    };
    this.begin(ear);
  }

  newEar(continuous) {
    const ear = new Recognition();
    Object.assign(ear, { lang: this.locale, continuous, interimResults: continuous });
    ear.onerror = ({ error }) => {
      this.watching = false;
      if (error !== "aborted") this.onproblem(PROBLEMS[error] ?? "The browser could not recognise that. You can type instead.");
    };
    ear.onend = () => {
      this.onstate(false);
      if (this.watching && continuous) this.begin(ear);
    };
    return ear;
  }

  begin(ear) {
    this.ear = ear;
    try {
      ear.start();
      this.onstate(true);
    } catch {
      this.onproblem(PROBLEMS["audio-capture"]);
    }
  }
}
