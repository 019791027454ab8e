// Draws APL documents with Amazon's renderer, in a frame of its own. It is loaded right behind the engine, which
// has to be begun before anything else runs.

// A document without a picture asks for one at no address, which would be this page.
const fetchAnything = window.fetch.bind(window);
window.fetch = (address, ...rest) =>
  String(address).startsWith("data:") ? fetchAnything(address, ...rest) : new Promise(() => {});

const installed = typeof AplRenderer !== "undefined";
const engine = installed ? AplRenderer.initEngine() : Promise.reject(new Error("no renderer"));
const ENVIRONMENT = { agentName: "page", agentVersion: "1", allowOpenUrl: false, disallowVideo: true };
let shown = null;
let wide = 1280; // pixels of the screen that is drawn
let starts = 0; // milliseconds of the document's clock at which its answer begins to be heard

// A new element each time: what was drawn before stays in none.
function cleared(keep) {
  const before = document.getElementById("view");
  const after = keep ? before.cloneNode(true) : document.createElement("main");
  after.id = "view";
  shown?.destroy();
  shown = null;
  before.replaceWith(after);
  return after;
}

// The document of an answer that began to be heard at this moment of the wall's clock.
function show({ directive, viewport, theme, since }) {
  const view = cleared(false);
  const { width, height, mode, isRound, dpi } = viewport;
  wide = width;
  fit();
  const content = AplRenderer.Content.create(JSON.stringify(directive.document));
  for (const [name, data] of Object.entries(directive.datasources ?? {})) {
    content.addData(name, JSON.stringify(data));
    starts = data.starts ?? starts;
  }
  shown = AplRenderer.default.create({
    content,
    view,
    theme,
    mode,
    environment: ENVIRONMENT,
    viewport: { width, height, dpi, isRound },
    utcTime: Date.now(),
    localTimeAdjustment: 0,
    onSendEvent: (event) => tell({ event: event.arguments, token: directive.token }),
    onRunTimeError: () => tell({ problem: true }),
  });
  keepTime(since);
  shown.init();
}

// The frame changes its size with the window, also when the screen stands still.
function fit() {
  document.getElementById("view").style.transform = `scale(${innerWidth / wide})`;
}

// The document's clock is the wall's from `startTime` on; the renderer would begin it at its first frame, however
// late that is.
function keepTime(since) {
  if (shown) shown.startTime = since - starts;
}

function tell(message) {
  parent.postMessage(message, "*"); // this frame has no origin
}

addEventListener("message", ({ data, source }) => {
  if (source !== parent) return;
  try {
    if (data.show) show(data.show);
    else if (data.since) keepTime(data.since);
    else cleared(data.still);
  } catch {
    tell({ problem: true });
  }
});
addEventListener("resize", fit);

// The first document waits for fonts. One that nobody sees has waited when the first real one comes.
const BLANK = { type: "APL", version: "1.4", mainTemplate: { items: [{ type: "Text", text: "…", opacity: 0 }] } };

async function warmUp() {
  await engine;
  const viewport = { width: 1280, height: 800, mode: "HUB", isRound: false, dpi: 160 };
  show({ directive: { document: BLANK, token: "" }, viewport, theme: "dark", since: Date.now() });
  while (!document.querySelector("#view p")) await new Promise(requestAnimationFrame);
  tell({ ready: true });
}

warmUp().catch(() => tell({ problem: true }));
