// The page: what the address says is shown, and what a reader chooses goes into the address.
import { data, words, fill, list, sourceOf } from "./data.js";
import { element, shape } from "./element.js";
import { changed, format, parse } from "./state.js";
import { chosen, rowsOf, shownRows } from "./rows.js";
import { notesOf, tableView } from "./table.js";
import { family } from "./drawing.js";
import { compareDrawing } from "./compare.js";
import { focusOf, mostColoured, trendDrawing, trendTable, cellsOf } from "./trend.js";
import { sideAreas, sideNotes, sideRows, sideTable } from "./side.js";
import { csv, figure, png, record, save, svgText } from "./download.js";
import { listen, orderName, show } from "./controls.js";

const view = document.getElementById("view");
const status = document.getElementById("status");
const message = document.getElementById("message");
let state;

// choose shows the state after a choice and puts it into the address; null starts again. Typing replaces the address, so that going back
// skips it.
function choose(choice, typed) {
  state = choice ? changed(state, choice) : parse("").state;
  const address = format(state);
  if (typed) {
    location.replace(address);
  } else {
    location.hash = address;
  }
  message.replaceChildren();
  render();
}

// arrive shows what the address says, where that is not shown already. An address of a place on the page is no choice.
function arrive() {
  const fragment = location.hash;
  if (state && fragment.length > 1 && !fragment.includes("=") && document.getElementById(fragment.slice(1))) {
    return;
  }
  const read = parse(fragment);
  if (state && !message.firstChild && !read.problems.length && format(read.state) === format(state)) {
    return;
  }
  state = read.state;
  message.replaceChildren(...(read.problems.length ? [element("p", { class: "callout" }, [words["bad-address"], ...read.problems].join(" "))] : []));
  render();
}

function render() {
  const focus = document.activeElement?.closest?.("[data-focus]")?.dataset.focus;
  show(state);
  for (const link of document.querySelectorAll("a[data-language]")) {
    link.href = link.getAttribute("href").split("#")[0] + format(state);
  }
  const shown = state.v === "side" ? sideView() : measureView();
  view.replaceChildren(...shown.parts.flat().filter(Boolean));
  draw();
  document.title = shown.title + " – " + words.explore;
  if (focus) {
    view.querySelector('[data-focus="' + focus + '"]')?.focus();
  }
  announce(shown.status);
}

// announce tells those who hear the page what has changed, once typing pauses.
let pending;
function announce(text) {
  clearTimeout(pending);
  pending = setTimeout(() => { status.textContent = text; }, 300);
}

// The drawing is laid out again where the window changes its width.
let drawing = null;
let drawn = 0;
function draw() {
  const place = view.querySelector(".drawing");
  if (!place || !drawing) {
    return;
  }
  drawn = place.clientWidth;
  const room = Math.max(drawn, 240) / 1.35; // letters of about the size of the page's small text
  const { marks, height } = drawing.draw(room);
  place.replaceChildren(shape("svg", { viewBox: "0 0 " + room + " " + height, role: "img", "aria-labelledby": "drawing-title drawing-desc", lang: data.lang, "font-family": family },
    shape("title", { id: "drawing-title" }, drawing.title), shape("desc", { id: "drawing-desc" }, drawing.description), marks));
}
new ResizeObserver(() => {
  const place = view.querySelector(".drawing");
  if (place && Math.abs(place.clientWidth - drawn) > 1) {
    draw();
  }
}).observe(view);

// measureView is a measure as a table, a chart or a trend.
function measureView() {
  const choice = chosen(state);
  const { measure, group, period } = choice;
  const all = rowsOf(choice);
  const rows = shownRows(choice);
  const records = () => [record(measure, group, period, "", data.city, period.city), ...rows.map((r) => record(measure, group, period, r.code, r.name, r.cell))];
  const name = ["explore", measure.key, group.key, state.v, data.lang].filter(Boolean).join("-").replace(/[^a-z0-9]+/gi, "-");
  const said = fill(words.status, { view: words["view-" + state.v], what: group.heading, period: period.text, n: rows.length, all: all.length,
    order: words.order + ": " + orderName(state.s, { interval: words.interval, difference: words.difference, change: fill(words.change, { period: period.earlier ?? "" }) }) });
  if (state.v === "trend") {
    return trendView(choice, name);
  }
  const complete = rows.length === all.length && all.length === data.areas.length;
  const notes = notesOf(choice);
  const title = complete || period.parts ? period.title : group.heading + ", " + period.text;
  const parts = [element("h2", {}, title), element("p", { class: "subtitle" }, period.subtitle)];
  drawing = null;
  if (state.v === "chart" && rows.length) {
    drawing = {
      title, subtitle: period.subtitle, description: describe(choice, rows, complete), notes, source: [measure.source, period.method].join(" "),
      draw: (width) => compareDrawing(choice, rows, width),
    };
    parts.push(element("div", { class: "drawing" }));
  } else {
    parts.push(tableView(choice, rows, (s) => choose({ s })));
  }
  parts.push(notes.map((n) => element("p", { class: "note" }, n)), element("p", { class: "note" }, [measure.source, period.method].filter(Boolean).join(" ")),
    downloads(name, records), about(measure));
  return { parts, title, status: said };
}

// describe says what a drawing shows, row by row.
function describe({ period }, rows, complete) {
  const items = rows.map((r) => {
    const verdict = data.verdicts[r.cell.j ?? 0].text;
    return r.name + " " + r.cell.t + (r.cell.w ? " (" + data.reasons[r.cell.w - 1] + ")" : verdict ? " (" + verdict + ")" : "");
  });
  return [complete ? period.alt : "", data.city + " " + period.city.t + ". " + items.join("; ") + "."].filter(Boolean).join(" ");
}

function trendView(choice, name) {
  const { measure, group } = choice;
  drawing = null;
  if (!group.trend) {
    const title = group.heading;
    return { title, status: title + ". " + words["no-trend"], parts: [element("h2", {}, title), element("p", { class: "callout" }, words["no-trend"]), about(measure)] };
  }
  const { trend } = group;
  const rows = shownRows(choice).filter((r) => r.at !== undefined);
  const focus = focusOf(rows, state);
  const notes = [...(trend.notes ?? [])];
  if (state.a.length > mostColoured) {
    notes.unshift(fill(words["trend-colour"], { n: mostColoured }));
  }
  const title = trend.title;
  const source = [measure.source, trend.method].join(" ");
  const line = (who, cells) => who + ": " + cells.map((c, i) => trend.ticks[i] + " " + c.t).join("; ") + ".";
  drawing = {
    title, subtitle: trend.subtitle, notes, source,
    description: [state.a.length ? "" : trend.alt, line(data.city, cellsOf(group)), ...focus.map((r) => line(r.name, cellsOf(group, r.at)))].filter(Boolean).join(" "),
    draw: (width) => trendDrawing(choice, rows, width),
  };
  const records = () => trend.periods.flatMap((key, i) => {
    const period = { key };
    return [record(measure, group, period, "", data.city, cellsOf(group)[i]), ...rows.map((r) => record(measure, group, period, r.code, r.name, cellsOf(group, r.at)[i]))];
  });
  return { title, status: words["view-trend"] + ". " + title, parts: [
    element("h2", {}, title), element("p", { class: "subtitle" }, trend.subtitle), element("div", { class: "drawing" }), trendTable(choice, rows),
    notes.map((n) => element("p", { class: "note" }, n)), element("p", { class: "note" }, source), downloads(name, records), about(measure)] };
}

// sideView is two to four districts over all measures.
function sideView() {
  drawing = null;
  const areas = sideAreas(state);
  const names = list(areas.map((a) => a.name));
  const { rows, lacking } = sideRows(state, areas);
  const title = fill(words["side-title"], { areas: names });
  const records = () => rows.flatMap(({ measure, group, period, cells }) => [record(measure, group, period, "", data.city, period.city),
    ...areas.map((a, i) => record(measure, group, period, a.code, a.name, cells[i]))]);
  const sources = [...new Set(rows.map((r) => r.measure.source))];
  const notes = [words["side-reading"], areas.some((a) => a.assumed) && words.assumed, rows.some((r) => r.cells.some((c) => c.s)) && words.small,
    rows.some((r) => r.cells.some((c) => c.p)) && words.provisional, lacking.length && fill(words["side-lacking"], { names: list(lacking) }), data.notice].filter(Boolean);
  return { title, status: fill(words["status-side"], { view: words["view-side"], areas: names, n: rows.length }), parts: [
    element("h2", {}, title), element("p", { class: "subtitle" }, words["side-sub"]), sideNotes(state, areas).map((n) => element("p", { class: "callout" }, n)),
    rows.length ? sideTable(areas, rows, (i) => format(changed(state, { i, v: "table", q: "", f: "" }))) : element("p", {}, words["no-rows"]),
    [...notes, ...sources].map((n) => element("p", { class: "note" }, n)), rows.length ? downloads("explore-side-" + data.lang, records) : null] };
}

// about is what the measure is and what it cannot say.
function about(measure) {
  const line = (key, content) => (content ? [element("dt", {}, words[key]), element("dd", {}, content)] : []);
  return element("section", { class: "about" }, element("h3", {}, words.about), element("dl", {},
    line("definition", measure.definition), line("population", measure.population), line("direction", measure.direction),
    line("source", measure.url ? element("a", { href: measure.url }, sourceOf(measure)) : sourceOf(measure)),
    line("limitations", measure.limits && element("ul", {}, measure.limits.map((t) => element("li", {}, t))))),
    measure.href ? element("p", {}, element("a", { href: measure.href }, words["to-report"])) : null);
}

// downloads are buttons for the data, and for the figure where there is one.
function downloads(name, records) {
  const tell = (text) => { status.textContent = text; };
  const button = (key, act) => element("button", { type: "button", "data-focus": key, onclick: act }, words[key]);
  const shown = drawing;
  const buttons = [
    button("as-csv", () => save(csv(records(), false), "text/csv;charset=utf-8", name + ".csv", tell)),
    button("as-excel", () => save(csv(records(), true), "text/csv;charset=utf-8", name + "-excel.csv", tell)),
  ];
  if (shown) {
    buttons.push(button("as-svg", () => save(svgText(figure(shown).svg), "image/svg+xml", name + ".svg", tell)));
    buttons.push(button("as-png", async () => {
      try {
        save(await png(figure(shown)), "image/png", name + ".png", tell);
      } catch {
        tell(words["not-saved"]);
      }
    }));
  }
  return element("p", { class: "buttons downloads", role: "group", "aria-label": words.download }, buttons);
}

document.getElementById("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href.split("#")[0] + format(state));
    status.textContent = words.copied;
  } catch {
    status.textContent = words["not-copied"];
  }
});
document.getElementById("tables").hidden = true;
document.getElementById("no-script").hidden = true;
document.querySelectorAll(".with-script").forEach((e) => { e.hidden = false; });
view.hidden = false;
listen(choose);
addEventListener("hashchange", arrive);
arrive();
