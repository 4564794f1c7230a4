// The trend: the city in bold, up to five districts in colour with a dash each, the others in grey. Lines stop where values are missing or
// not comparable.
import { data, words, whole, fill, periodOf } from "./data.js";
import { element } from "./element.js";
import { circle, colour, keyLines, line, path, shorten, text, textWidth } from "./drawing.js";
import { scroller, valueCell } from "./table.js";

export const mostColoured = data.series.length;

// cellsOf are the values of an area over the periods of a trend: of the city where at is undefined.
export function cellsOf(group, at) {
  return group.trend.periods.map((key) => {
    const period = periodOf(group, key);
    return (period && (at === undefined ? period.city : period.cells[at])) ?? { t: "..", x: "missing" };
  });
}

// focusOf are the areas in colour: those that are chosen, or those that the study puts first.
export function focusOf(rows, state) {
  const wanted = state.a.length ? state.a : data.highlighted;
  return wanted.map((key) => rows.find((r) => r.key === key)).filter(Boolean).slice(0, mostColoured);
}

export function trendDrawing({ state, group }, rows, width) {
  const { trend, axis } = group;
  const focus = focusOf(rows, state);
  const context = data.areas.map((a, at) => ({ key: a.key, name: a.name, at })).filter((r) => !focus.some((f) => f.key === r.key));
  const narrow = width < 300;
  const lines = [
    ...context.map((r) => ({ name: r.name, cells: cellsOf(group, r.at), runs: trend.areas[r.at], stroke: colour.faint, width: 1 })),
    ...focus.map((r, i) => ({ name: r.name, cells: cellsOf(group, r.at), runs: trend.areas[r.at], stroke: data.series[i].color, dash: data.series[i].dash, width: 2, named: true })),
    { name: data.city, cells: cellsOf(group), runs: trend.city, stroke: colour.ink, width: 2.5, named: true, city: true },
  ].filter((l) => l.runs.length);
  const named = lines.filter((l) => l.named).reverse();
  const last = (l) => l.cells.findLastIndex((c) => c.v !== undefined);
  const label = (l) => l.name + " " + l.cells[last(l)].t;
  const room = narrow ? 0 : Math.min(Math.max(0, ...named.map((l) => textWidth(label(l), undefined, l.city))) + 1, width * 0.4);
  const left = Math.max(...axis.ticks.map((t) => textWidth(t.label))) + 8;
  const right = narrow ? width - textWidth(trend.ticks.at(-1)) / 2 : width - room - 30;
  const top = 24;
  const bottom = top + (narrow ? 210 : 230);
  const first = trend.at[0];
  const x = (i) => left + ((trend.at[i] - first) / (trend.at.at(-1) - first || 1)) * (right - left);
  const y = (v) => bottom - ((v - axis.min) / (axis.max - axis.min || 1)) * (bottom - top);
  const marks = [text(0, 6, shorten([axis.unit, axis.from, axis.better].filter(Boolean).join(", "), width), { fill: colour.muted })];
  for (const t of axis.ticks) {
    marks.push(line(left, y(t.at), right, y(t.at), colour.grid, 0.5), text(left - 6, y(t.at), t.label, { fill: colour.muted, anchor: "end" }));
  }
  let free = -Infinity;
  for (const [i, tick] of trend.ticks.entries()) {
    const half = textWidth(tick) / 2;
    marks.push(line(x(i), bottom, x(i), bottom + 4, colour.axis, 0.75));
    if (x(i) - half > free && (i === trend.ticks.length - 1 || x(i) + half + 4 < x(trend.ticks.length - 1) - textWidth(trend.ticks.at(-1)) / 2)) {
      marks.push(text(x(i), bottom + 11, tick, { fill: colour.muted, anchor: "middle" }));
      free = x(i) + half + 4;
    }
  }
  marks.push(line(left, bottom, right, bottom, colour.axis, 0.75));
  for (const i of trend.breaks ?? []) {
    const at = (x(i) + x(i + 1)) / 2;
    marks.push(line(at, top, at, bottom, colour.muted, 0.75, [2, 2]), line(at + 2.5, top, at + 2.5, bottom, colour.muted, 0.75, [2, 2]));
  }
  for (const l of lines) {
    for (const [from, to] of l.runs) {
      const points = l.cells.slice(from, to + 1).map((c, i) => [x(from + i), y(c.v)]);
      marks.push(points.length === 1 ? circle(...points[0], l.width * 0.9 + 0.4, l.stroke) :
        path(points, { fill: "none", stroke: l.stroke, "stroke-width": l.width, "stroke-linejoin": "round", "stroke-dasharray": l.dash?.join(" ") }));
    }
    if (l.named) {
      const end = last(l);
      marks.push(circle(x(end), y(l.cells[end].v), 2.8, l.cells[end].p ? "#FFFFFF" : l.stroke, l.stroke, 1));
    }
  }
  const entries = [];
  if (narrow) {
    entries.push(...named.map((l) => ({ width: 20, sample: (a, b) => line(a - 10, b, a + 10, b, l.stroke, l.width, l.dash), text: label(l) })));
  }
  const places = narrow ? [] : apart(named.map((l) => y(l.cells[last(l)].v)), 12.4, top, bottom);
  places.forEach((place, i) => {
    const l = named[i];
    const end = last(l);
    marks.push(line(x(end) + 4, y(l.cells[end].v), right + 9, place, colour.axis, 0.5), line(right + 9, place, right + 24, place, l.stroke, l.width, l.dash),
      text(right + 28, place, shorten(l.name, room - textWidth(" " + l.cells[end].t, undefined, l.city), undefined, l.city) + " " + l.cells[end].t, { bold: l.city }));
  });
  if (context.length) {
    entries.push({ width: 20, sample: (a, b) => line(a - 10, b, a + 10, b, colour.faint, 1), text: focus.length ? words["other-areas"] : words.areas.toLocaleLowerCase("sv") });
  }
  if (trend.breaks?.length) {
    entries.push({ width: 8, sample: (a, b) => [line(a - 1, b - 5, a - 1, b + 5, colour.muted, 0.75, [2, 2]), line(a + 1.5, b - 5, a + 1.5, b + 5, colour.muted, 0.75, [2, 2])], text: words.break });
  }
  const key = keyLines(entries, width, bottom + 24);
  return { marks: [...marks, ...key.marks.flat(2)], height: key.bottom + 2 };
}

// apart moves labels apart, in their order, so that none touches another.
function apart(wanted, gap, low, high) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  let floor = low;
  for (const i of order) {
    places[i] = Math.max(places[i], floor);
    floor = places[i] + gap;
  }
  let ceiling = high;
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i], ceiling);
    ceiling = places[i] - gap;
  }
  return places;
}

// trendTable has a row for each area and a column for each period.
export function trendTable({ group }, rows) {
  const { trend } = group;
  const line = (name, cells, city) => element("tr", { class: city && "city" }, element("th", { scope: "row" }, name), cells.map(valueCell));
  const caption = fill(words["in-periods"], { name: group.heading });
  return scroller(caption, element("table", {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, words.area), trend.ticks.map((t) => element("th", { scope: "col", class: "n" }, t)))),
    element("tbody", {}, line(whole, cellsOf(group), true)),
    element("tbody", {}, rows.map((r) => line(r.name, cellsOf(group, r.at), false)))));
}
