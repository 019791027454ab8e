// Draws APL documents with Amazon's renderer, in a frame of its own. It is loaded right behind the engine, which
// has to be begun before anything else runs.

const ready = AplRenderer.initEngine();
const ENVIRONMENT = { agentName: "page", agentVersion: "1", allowOpenUrl: false, disallowVideo: true };
let shown = null;

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

// The document as it is after so many milliseconds of its answer.
function show({ directive, viewport, theme, passed }) {
  const view = cleared(false);
  const { width, height, mode, isRound, dpi } = viewport;
  view.style.transform = `scale(${innerWidth / width})`;
  const content = AplRenderer.Content.create(JSON.stringify(directive.document));
  for (const [name, data] of Object.entries(directive.datasources ?? {})) {
    content.addData(name, JSON.stringify("starts" in data ? { ...data, starts: -passed } : data));
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
  shown.init();
}

function tell(message) {
  parent.postMessage(message, location.origin);
}

addEventListener("message", async ({ data, origin, source }) => {
  if (origin !== location.origin || source !== parent) return;
  await ready;
  try {
    if (data.show) show(data.show);
    else cleared(data.still);
  } catch {
    tell({ problem: true });
  }
});
ready.then(() => tell({ ready: true }));
