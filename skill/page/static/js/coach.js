// One conversation with the coach: what is said to it, what it answers, and how far that was heard.

import { Player } from "./player.js";
import { Conversation, Gone, choices } from "./service.js";

const LISTENS = 8; // seconds that an Echo listens, before it asks again and after it
const ANSWERS = 1; // seconds somebody takes to answer what was asked again
const SLEPT = 3; // seconds by which the sound is behind the clock on the wall after a computer slept
const AGAIN = 1000; // milliseconds from one look for the service to the next

// closed: nobody listens. waiting: for the answer. speaking. asked: the microphone is open. interrupted: somebody
// said "Alexa". blocked: the browser allows no sound yet. gone: the service is not there.
export class Coach {
  constructor(view, wanted) {
    this.view = view;
    this.wanted = wanted;
    this.state = "closed";
    this.heard = null; // seconds of the last answer; null: all of it
    this.part = "answer";
    this.next = null; // what was said while an answer was waited for
    this.player = new Player({ onblocked: () => this.blocked(), onproblem: (problem) => this.missing(problem) });
    this.wall = Date.now();
    setInterval(() => this.tick(), 200);
  }

  get position() {
    return this.player.position;
  }

  // "Alexa": silent at once. What has been heard so far decides the place.
  interrupt() {
    if (this.state !== "speaking" && this.state !== "blocked") return;
    this.heard = this.offset + this.player.stop();
    this.view.interrupted(this.heard);
    this.become("interrupted");
  }

  async say(utterance) {
    if (this.state === "waiting") {
      this.next = utterance;
      return;
    }
    if (this.state === "speaking" || this.state === "blocked") this.interrupt();
    this.player.unlock();
    await this.ask(utterance, (conversation) => conversation.say(utterance, this.heard));
  }

  // Somebody touched the screen, or it goes on by itself: what is over of the answer was heard.
  async touch(touched, token) {
    if (this.state === "waiting" || !this.conversation) return;
    if (this.player.playing) this.heard = this.offset + this.player.stop();
    await this.ask(`(${touched[0]})`, (conversation) => conversation.touch(touched, token, this.heard));
  }

  // Nobody says anything: what was asked is asked again, and then the session is over.
  async stayQuiet() {
    if (this.state !== "asked") return;
    if (this.part === "answer" && this.exchange.reprompt.pieces.length) {
      this.part = "reprompt";
      this.offset = this.exchange.timeline.lasts + LISTENS;
      this.play(this.exchange.reprompt);
    } else {
      await this.ask("(silence)", (conversation) => conversation.silence());
    }
  }

  async ask(utterance, exchange) {
    const at = this.heard;
    this.become("waiting");
    const since = performance.now();
    try {
      this.conversation ??= await this.open();
      this.view.said(utterance, at);
      await this.answered(utterance, await exchange(this.conversation), performance.now() - since);
    } catch (problem) {
      await this.failed(problem, utterance, exchange);
    }
  }

  async open() {
    const conversation = await Conversation.open(this.wanted);
    this.wanted.later = 0;
    this.heard = null;
    this.view.opened(conversation.now);
    return conversation;
  }

  async answered(utterance, exchange, milliseconds) {
    this.exchange = exchange;
    this.part = "answer";
    this.offset = 0;
    this.view.answered(utterance, exchange, milliseconds);
    this.conversation.week().then((days) => this.view.week.draw(days)).catch(() => {});
    const { next } = this;
    this.next = null;
    if (next) {
      this.heard = 0;
      await this.ask(next, (conversation) => conversation.say(next, this.heard));
    } else if (exchange.timeline.pieces.length) {
      const resumes = this.conversation.resumes(exchange.turn);
      resumes.then((found) => this.exchange === exchange && this.view.resumes(found)).catch(() => {});
      await this.play(exchange.timeline);
    } else {
      this.over();
    }
  }

  async failed(problem, utterance, exchange) {
    if (problem.status === 404 && this.conversation) {
      this.conversation = null; // the service was started again, and knows nothing of it
      this.heard = null;
      await this.ask(utterance, exchange);
      return;
    }
    this.next = null;
    this.become("closed");
    this.view.failed(problem, utterance);
    if (problem instanceof Gone || problem.status === 503) this.waitForService();
  }

  async play(timeline) {
    const { conversation, exchange, part } = this;
    this.view.plays(timeline);
    this.become("speaking");
    await this.player.start({
      lasts: timeline.lasts,
      rate: conversation.rate,
      fetch: (from, to) => conversation.sound(exchange.turn, part, from, to),
    });
  }

  // The answer was heard to its end.
  over() {
    this.player.stop();
    const { exchange } = this;
    this.heard = this.part === "reprompt" ? this.offset + exchange.reprompt.lasts + ANSWERS : null;
    this.become(exchange.ended ? "closed" : "asked");
  }

  tick() {
    this.player.tick();
    const late = (Date.now() - this.wall) / 1000;
    const before = this.at ?? 0;
    this.wall = Date.now();
    this.at = this.position ?? 0;
    if (this.state !== "speaking") return;
    if (late - (this.at - before) > SLEPT && late > SLEPT) {
      this.interrupt();
      this.view.slept(late);
    } else if (this.player.ended) {
      this.over();
    }
  }

  blocked() {
    this.become("blocked");
    this.view.blocked();
  }

  // Part of the sound cannot be had: what is there already is played, and the rest is asked for again.
  missing(problem) {
    this.view.failed(problem, "");
    if (!(problem instanceof Gone)) {
      this.heard = this.offset + this.player.stop();
      this.become("interrupted");
      return "stop";
    }
    this.waitForService();
    return "again";
  }

  waitForService() {
    this.looking ??= setInterval(async () => {
      try {
        await choices();
      } catch {
        return;
      }
      clearInterval(this.looking);
      this.looking = null;
      this.view.back();
    }, AGAIN);
  }

  // The browser was told by a click that it may make a sound.
  allow() {
    if (this.state !== "blocked") return;
    this.player.unlock();
    this.become("speaking");
  }

  leave() {
    if (!this.conversation) return;
    const heard = this.state === "speaking" ? this.offset + this.player.stop() : (this.heard ?? 0);
    this.conversation.leave(heard);
    this.conversation = null;
    this.heard = null;
    this.become("closed");
  }

  become(state) {
    this.state = state;
    this.view.became(state);
  }
}
