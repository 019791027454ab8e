// The page's service on this machine: what it answers, and whether it is there at all.

export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export class Gone extends Problem {
  constructor() {
    super("The skill is not running. Start it again with make run. This page notices, and your place is kept.", 0);
  }
}

export class Conversation {
  static async open(wanted) {
    const opened = await post("/api/conversations", wanted);
    return new Conversation(opened.id, opened.rate, opened.now);
  }

  constructor(id, rate, now) {
    this.address = `/api/conversations/${encodeURIComponent(id)}`;
    this.rate = rate;
    this.now = now;
  }

  say(utterance, after) {
    return post(`${this.address}/say`, { utterance, after });
  }

  silence() {
    return post(`${this.address}/silence`, {});
  }

  touch(touched, token, after) {
    return post(`${this.address}/touch`, { touched, token, after });
  }

  // Also while the page is closing, when nobody waits for an answer.
  leave(after) {
    const body = new Blob([JSON.stringify({ after })], { type: "application/json" });
    navigator.sendBeacon(`${this.address}/leave`, body);
  }

  resumes(turn) {
    return get(`${this.address}/turns/${turn}/resumes`);
  }

  // What was done on each of the last seven days; nothing before the first answer.
  week() {
    return get(`${this.address}/week`);
  }

  // Samples from one second to another of an answer, or of its reprompt.
  async sound(turn, part, from, to) {
    const response = await ask(`${this.address}/turns/${turn}/${part}?from=${from}&to=${to}`);
    const whole = new Int16Array(await response.arrayBuffer());
    return Float32Array.from(whole, (sample) => sample / 32768);
  }
}

export function choices() {
  return get("/api/choices");
}

async function get(address) {
  return (await ask(address)).json();
}

async function post(address, body) {
  const headers = { "Content-Type": "application/json" };
  return (await ask(address, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Gone();
  }
  if (response.ok) return response;
  const { problem } = await response.json().catch(() => ({}));
  throw new Problem(problem ?? "The page got an answer that it cannot read.", response.status);
}
