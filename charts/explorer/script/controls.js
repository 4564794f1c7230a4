// The form: it shows what is chosen and tells what a reader chooses.
import { data, words, fill, measureOf, groupOf } from "./data.js";
import { option } from "./element.js";
import { bestFirst } from "./state.js";
import { mostBeside, sideAreas } from "./side.js";

const byId = (id) => document.getElementById(id);
const form = byId("controls");
const boxes = [...form.querySelectorAll("input[name=area]")];
const radios = [...form.querySelectorAll("input[name=view]")];

const orderNames = { "value-desc": "order-high", "value-asc": "order-low", "name-asc": "order-name", "difference-desc": "order-differ",
  "difference-asc": "order-below", "verdict-asc": "order-verdict" };

// orderName is an order in words.
export function orderName(order, headings = {}) {
  const [column, direction] = order.split("-");
  return order in orderNames ? words[orderNames[order]] : (headings[column] ?? words[column] ?? words.area) + (direction === "asc" ? " ↑" : " ↓");
}

// listen calls choose with what a reader chooses; typed is true for text, which would fill the history letter by letter.
export function listen(choose) {
  form.addEventListener("submit", (e) => e.preventDefault());
  for (const r of radios) {
    r.addEventListener("change", () => choose({ v: r.value }));
  }
  for (const [id, key] of [["measure", "i"], ["group", "g"], ["period", "p"], ["order", "s"], ["verdict", "f"]]) {
    byId(id).addEventListener("change", (e) => choose({ [key]: e.target.value }));
  }
  byId("search").addEventListener("input", (e) => choose({ q: e.target.value }, true));
  for (const b of boxes) {
    b.addEventListener("change", () => choose({ a: kept() }));
  }
  byId("areas-button").addEventListener("click", () => open(byId("areas").hidden));
  byId("areas-all").addEventListener("click", () => choose({ a: [] }));
  byId("areas-none").addEventListener("click", () => {
    boxes.forEach((b) => {
      b.checked = false;
      b.disabled = false;
    });
    before = [];
    boxes[0]?.focus();
  });
  byId("areas").addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      open(false);
      byId("areas-button").focus();
    }
  });
  byId("reset").addEventListener("click", () => choose(null));
}

// kept are the keys of the districts that are ticked: those that were chosen before in their order, then the new one. All are none in particular.
let before = []; // ticked before
function kept() {
  const ticked = boxes.filter((b) => b.checked).map((b) => b.value);
  const keys = [...before.filter((k) => ticked.includes(k)), ...ticked.filter((k) => !before.includes(k))];
  return keys.length === boxes.length ? [] : keys;
}

function open(shown) {
  byId("areas").hidden = !shown;
  byId("areas-button").setAttribute("aria-expanded", String(shown));
}

// show sets the form to what is chosen.
export function show(state) {
  form.hidden = false;
  const measure = measureOf(state.i);
  const group = groupOf(measure, state.g);
  radios.forEach((r) => { r.checked = r.value === state.v; });
  byId("measure").value = state.i;
  options("group", measure.groups.map((g) => [g.key, g.name || words.everyone]), state.g);
  options("period", group.periods.map((p) => [p.key, p.text]), state.p);
  options("verdict", [["", words["any-verdict"]], ...verdictsOf(state, group).map((v) => [v.id, v.word])], state.f);
  const orders = Object.keys(orderNames);
  options("order", [...new Set([bestFirst(measure), ...orders, state.s])].map((o) => [o, orderName(o)]), state.s);
  byId("group").disabled = measure.groups.length < 2;
  byId("period").disabled = group.periods.length < 2;
  byId("areas-button").disabled = state.v !== "side" && Boolean(group.periods[0].parts); // districts have no values then
  if (byId("search").value !== state.q) {
    byId("search").value = state.q;
  }
  const beside = state.v === "side";
  before = beside ? sideAreas(state).map((a) => a.key) : state.a;
  boxes.forEach((b) => {
    b.checked = before.includes(b.value) || (!beside && !state.a.length);
    b.disabled = beside && before.length === mostBeside && !b.checked;
  });
  byId("areas-all").hidden = beside;
  byId("areas-count").textContent = fill(words[beside ? "areas-beside" : state.a.length ? "areas-chosen" : "areas-all"],
    { n: before.length, most: mostBeside, all: data.areas.length });
  for (const field of form.querySelectorAll("[data-not]")) {
    field.hidden = field.dataset.not.split(" ").includes(state.v);
  }
}

// verdictsOf are the verdicts that a measure can have, or all where all measures are shown.
function verdictsOf(state, group) {
  const ids = new Set([state.f]);
  const groups = state.v === "side" ? data.measures.map((m) => m.groups[0]) : [group];
  for (const g of groups) {
    g.periods[0].cells.forEach((c) => ids.add(data.verdicts[c.j ?? 0].id));
  }
  return data.verdicts.filter((v) => ids.has(v.id));
}

function options(id, choices, value) {
  const select = byId(id);
  const same = select.options.length === choices.length && choices.every(([v, t], i) => select.options[i].value === v && select.options[i].text === t);
  if (!same) {
    select.replaceChildren(...choices.map(([v, t]) => option(v, t)));
  }
  select.value = value;
}
