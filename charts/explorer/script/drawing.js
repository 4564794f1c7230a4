// Marks and texts of the house charts, in points. Drawings use the part of SVG that word processors and layout programs agree on.
import { data } from "./data.js";
import { shape } from "./element.js";

export const colour = data.palette;
export const family = 'Arial, "Liberation Sans", Helvetica, sans-serif';
export const size = { title: 12, subtitle: 10, label: 9.5, source: 8.5 };
const slack = 1.15; // a font that stands in for Arial is up to so much wider

const ruler = document.createElement("canvas").getContext("2d");

// textWidth is the room that a text needs.
export function textWidth(text, points = size.label, bold = false) {
  ruler.font = (bold ? "bold " : "") + "100px " + family;
  return (ruler.measureText(text).width / 100) * points * slack;
}

// shorten cuts a text that is wider than the room for it.
export function shorten(text, room, points = size.label, bold = false) {
  if (textWidth(text, points, bold) <= room) {
    return text;
  }
  const letters = [...text];
  while (letters.length > 1 && textWidth(letters.join("").trimEnd() + "…", points, bold) > room) {
    letters.pop();
  }
  return letters.join("").trimEnd() + "…";
}

// wrapped breaks a text into lines.
export function wrapped(text, room, points = size.label, bold = false) {
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && textWidth(lines[last] + " " + word, points, bold) <= room) {
      lines[last] += " " + word;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

const round = (v) => Math.round(v * 100) / 100;

export function line(x1, y1, x2, y2, stroke, width, dash) {
  return shape("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), stroke, "stroke-width": width, "stroke-dasharray": dash?.length ? dash.join(" ") : undefined });
}

export function rect(x, y, width, height, fill, stroke) {
  return shape("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill, stroke, "stroke-width": stroke && 0.6 });
}

export function circle(x, y, r, fill, stroke, width) {
  return shape("circle", { cx: round(x), cy: round(y), r, fill, stroke, "stroke-width": width });
}

export function path(points, attributes, close) {
  const d = points.map(([x, y], i) => (i ? "L" : "M") + round(x) + " " + round(y)).join("") + (close ? "Z" : "");
  return shape("path", { d, ...attributes });
}

// text sets a line around its middle height; anchor is start, middle or end.
export function text(x, y, content, { points = size.label, bold = false, fill = colour.ink, anchor } = {}) {
  return shape("text", { x: round(x), y: round(y + points * 0.344), "font-size": points, "font-weight": bold && "bold", fill, "text-anchor": anchor }, content);
}

// dot is a value: filled, or hollow where it is not sure.
export function dot(x, y, fill, hollow) {
  return hollow ? circle(x, y, 3.4, "#FFFFFF", fill, 1.25) : circle(x, y, 4, fill);
}

// hatched is the place of a value that is withheld.
export function hatched(x, y, width, height) {
  const strokes = [];
  for (let from = x - height + 2.5; from < x + width; from += 5) {
    const left = Math.max(from, x);
    const right = Math.min(from + height, x + width);
    if (left < right) {
      strokes.push(line(left, y + height - (left - from), right, y + height - (right - from), colour.mid, 0.6));
    }
  }
  return [...strokes, rect(x, y, width, height, "none", colour.mid)];
}

function triangle(x, y, r, up, attributes) {
  const s = up ? r : -r;
  return path([[x, y - s], [x + r * 1.05, y + s * 0.75], [x - r * 1.05, y + s * 0.75]], attributes, true);
}

// glyph is the sign of a verdict; its shape says what its colour says.
export function glyph(x, y, verdict) {
  switch (verdict) {
    case "better":
      return triangle(x, y, 3.6, true, { fill: colour.better });
    case "worse":
      return triangle(x, y, 3.6, false, { fill: colour.worse });
    case "higher":
      return triangle(x, y, 3.2, true, { fill: "#FFFFFF", stroke: colour.ink });
    case "lower":
      return triangle(x, y, 3.2, false, { fill: "#FFFFFF", stroke: colour.ink });
    case "no_clear_difference":
      return circle(x, y, 2.9, "#FFFFFF", colour.muted, 1);
  }
  return null;
}

// verdictColour is the colour of a mark with a verdict.
export function verdictColour(verdict) {
  return { better: colour.better, worse: colour.worse, higher: colour.ink, lower: colour.ink }[verdict] ?? colour.muted;
}

// marker is the shape of one of several areas, in the order that they are chosen.
export function marker(x, y, at, fill) {
  const r = 4;
  const attributes = { fill, stroke: "#FFFFFF", "stroke-width": 0.75 };
  switch (at % 4) {
    case 1:
      return path([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]], attributes, true);
    case 2:
      return path([[x, y - r - 1], [x + r + 1, y + r], [x - r - 1, y + r]], attributes, true);
    case 3:
      return path([[x, y - r - 1.5], [x + r + 1.5, y], [x, y + r + 1.5], [x - r - 1.5, y]], attributes, true);
  }
  return circle(x, y, r + 0.5, fill, "#FFFFFF", 0.75);
}

// keyLines sets the entries of a key in lines: each has a width, marks around a point, and a text.
export function keyLines(entries, room, top) {
  const marks = [];
  let x = 0;
  let y = top + 7;
  for (const e of entries) {
    const wide = e.width + 4 + textWidth(e.text);
    if (x > 0 && x + wide > room) {
      x = 0;
      y += 14;
    }
    marks.push(e.sample(x + e.width / 2, y), text(x + e.width + 4, y, e.text));
    x += wide + 14;
  }
  return { marks, bottom: entries.length ? y + 7 : top };
}

// axisScale returns the place of a value between two ends of an axis.
export function axisScale(axis, from, to) {
  const [low, high] = axis.flip ? [axis.max, axis.min] : [axis.min, axis.max];
  return (v) => from + ((v - low) / (high - low || 1)) * (to - from);
}
