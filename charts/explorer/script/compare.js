// The comparison chart: a dot at each value on the line of its interval, the city as a line, the verdict as a sign, and the value.
import { data, words, reasonOf } from "./data.js";
import { axisScale, circle, colour, dot, glyph, hatched, keyLines, line, path, rect, shorten, text, textWidth, verdictColour } from "./drawing.js";

const narrow = 300; // points; below, names and values stand above the marks

// compareDrawing draws rows into a width and tells how high that is.
export function compareDrawing({ group, period }, rows, width) {
  const { axis } = group;
  const stacked = width < narrow;
  const pitch = stacked ? 32 : 17.6;
  const marks = [];
  const bold = rows.filter((r) => data.highlighted.includes(r.key)).map((r) => r.key);
  const isBold = (r) => bold.includes(r.key);
  const widest = (of) => Math.max(0, ...rows.map(of));
  const values = widest((r) => textWidth(r.cell.t, undefined, isBold(r))) + 18;
  const names = Math.min(widest((r) => textWidth(r.name, undefined, isBold(r))), width * 0.45);
  const left = stacked ? 6 : names + 8;
  const right = stacked ? width - 6 : width - values - 8;
  const top = period.city.v === undefined ? 6 : 20;
  const bottom = top + rows.length * pitch;
  const x = axisScale(axis, left, right);

  for (const [i, r] of rows.entries()) {
    if (isBold(r)) {
      marks.push(rect(0, top + i * pitch, width, pitch, colour.panel));
    }
  }
  for (const t of axis.ticks) {
    marks.push(line(x(t.at), top, x(t.at), bottom, colour.grid, 0.5), line(x(t.at), bottom, x(t.at), bottom + 4, colour.axis, 0.75),
      text(within(x(t.at), t.label, width), bottom + 11, t.label, { fill: colour.muted, anchor: "middle" }));
  }
  marks.push(line(left, bottom, right, bottom, colour.axis, 0.75));
  if (period.city.v !== undefined) {
    const at = x(period.city.v);
    const label = data.city + " " + period.city.t;
    marks.push(line(at, top - 4, at, bottom, colour.ink, 1.5));
    marks.push(text(within(at, label, width, true), top - 11, label, { bold: true, anchor: "middle" }));
  }
  rows.forEach((r, i) => {
    const y = top + (i + 0.5) * pitch;
    const low = stacked ? y + 7 : y;
    const high = stacked ? y - 8 : y;
    const set = { bold: isBold(r) };
    marks.push(text(0, high, shorten(r.name, stacked ? width - values : names, undefined, set.bold), set));
    marks.push(text(width - 14 + (r.cell.s ? textWidth(")") / 1.15 : 0), high, r.cell.t, { ...set, anchor: "end", fill: r.cell.x ? colour.muted : colour.ink }));
    const verdict = data.verdicts[r.cell.j ?? 0].id;
    marks.push(glyph(width - 5, high, verdict));
    marks.push(...valueMarks(r.cell, verdict, x, low, left, right));
  });
  let y = bottom + 26;
  const note = [axis.unit, axis.from].filter(Boolean).join(", ");
  marks.push(text(stacked ? 0 : left, y, note, { fill: colour.muted }));
  if (axis.better) {
    if (textWidth(note) + textWidth(axis.better) + 30 > (stacked ? width : right - left)) {
      y += 13;
    }
    marks.push(text(right - 16, y, axis.better, { fill: colour.muted, anchor: "end" }), line(right - 12, y, right - 2, y, colour.muted, 1),
      path([[right, y], [right - 4, y - 2.4], [right - 4, y + 2.4]], { fill: colour.muted }, true));
  }
  const key = keyLines(keyOf(rows), width, y + 14);
  return { marks: [...marks, ...key.marks.flat(2)].filter(Boolean), height: key.bottom + 2 };
}

// within keeps a text that is set around a place inside the drawing.
function within(at, content, width, bold) {
  const half = textWidth(content, undefined, bold) / 2;
  return Math.min(Math.max(at, half), width - half);
}

// valueMarks are the marks of one value.
function valueMarks(cell, verdict, x, y, left, right) {
  if (cell.v === undefined) {
    return cell.x === "suppressed" ? [...hatched(left, y - 5, right - left, 10), rect((left + right) / 2 - 8, y - 5.5, 16, 11, "#FFFFFF"),
      text((left + right) / 2, y, cell.t, { anchor: "middle" })] : [];
  }
  const fill = verdictColour(verdict);
  const marks = [circle(x(cell.v), y, 5, "#FFFFFF")];
  if (cell.l !== undefined && cell.h !== undefined) {
    marks.push(line(x(cell.l), y, x(cell.h), y, fill, 1.5, cell.s && [2.5, 2]));
  }
  marks.push(dot(x(cell.v), y, fill, cell.s || verdict === "no_clear_difference"));
  return marks;
}

// keyOf explains the marks that the rows use.
function keyOf(rows) {
  const entries = [];
  const [, unclear, ...sure] = data.verdicts;
  for (const v of [...sure, unclear]) {
    if (rows.some((r) => data.verdicts[r.cell.j ?? 0].id === v.id)) {
      entries.push({ width: 8, sample: (x, y) => glyph(x, y, v.id), text: v.text });
    }
  }
  if (rows.some((r) => r.cell.l !== undefined)) {
    entries.push({ width: 16, sample: (x, y) => line(x - 8, y, x + 8, y, colour.muted, 1.5), text: words.interval });
  }
  if (rows.some((r) => r.cell.s)) {
    entries.push({ width: 20, sample: (x, y) => [line(x - 10, y, x + 10, y, colour.muted, 1.5, [2.5, 2]), dot(x, y, colour.muted, true)], text: words["small-key"] });
  }
  if (rows.some((r) => r.cell.x === "suppressed")) {
    entries.push({ width: 20, sample: (x, y) => hatched(x - 10, y - 4, 20, 8), text: words.withheld });
  }
  const missing = rows.find((r) => r.cell.x === "missing");
  if (missing) {
    entries.push({ width: 8, sample: (x, y) => text(x, y, missing.cell.t, { anchor: "middle" }), text: reasonOf(missing.cell) || words.missing });
  }
  return entries;
}
