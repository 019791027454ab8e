// What goes on at one moment of an answer: pure functions of its timeline and the seconds heard of it.

const LONG = 8; // seconds of quiet from which it is worth counting them down

// The last of a sorted list that has begun.
export function lastBegun(list, position, begins) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (begins(list[middle]) <= position) low = middle + 1;
    else high = middle;
  }
  return low ? list[low - 1] : null;
}

// What the stage shows: a large figure or sentence, and the lines above and below it.
export function shown(timeline, position) {
  const piece = lastBegun(timeline.pieces, position, (one) => one.begins);
  const second = lastBegun(timeline.count, position, (one) => one[0]);
  const pause = timeline.pauses.find(([begins, ends]) => begins <= position && position < ends);
  if (pause && pause[1] - pause[0] >= LONG) {
    return { figure: Math.ceil(pause[1] - position), counted: false, above: "Quiet for", below: piece?.text ?? "" };
  }
  if (second && (!piece || piece.kind === "count" || second[0] > piece.begins - 0.01)) {
    return { figure: second[1], counted: true, ...around(timeline, second[0]) };
  }
  return { figure: null, above: "", words: piece?.text ?? "", below: "" };
}

// What is said at this moment or just before ("Hold."), and which movement it is ("rep 3 of 5").
function around(timeline, position) {
  const before = timeline.pieces.filter((piece) => piece.begins <= position + 0.01 && piece.kind !== "count");
  const call = before.findLast((piece) => piece.kind === "call");
  const place = lastBegun(timeline.places, position, (one) => one[0]);
  const said = before.findLast((piece) => piece.kind !== "call");
  return { above: call?.text ?? "", below: place?.[1] || said?.text || "" };
}

// Where an interruption would resume.
export function resumed(resumes, position) {
  return resumes.find((one) => one.begins <= position && position < one.ends) ?? null;
}

export function clockFace(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
