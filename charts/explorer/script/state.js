// What is chosen, and how it is written in the address: #i=employed&g=sex=women&p=2024&a=norrby,sjobo&v=table&s=value-desc&q=text&f=worse
import { data, words, fill, measureOf, areaOf, groupOf, periodOf } from "./data.js";

export const views = ["table", "chart", "trend", "side"];
export const orders = ["name-asc", "name-desc", "value-desc", "value-asc", "interval-desc", "interval-asc", "difference-desc", "difference-asc",
  "verdict-asc", "verdict-desc", "change-desc", "change-asc"];

// bestFirst is the order that charts have: best first, or highest first where nothing is better.
export const bestFirst = (measure) => (measure.judged < 0 ? "value-asc" : "value-desc");

// start is the first measure that districts have values of.
const start = data.measures.find((m) => m.groups.some((g) => g.periods.some((p) => !p.none))) ?? data.measures[0];

// parse reads an address. What it does not understand is told, and the rest is shown.
export function parse(fragment) {
  const problems = [];
  const given = new Map();
  for (const part of fragment.replace(/^#/, "").split("&").filter(Boolean)) {
    const [name, ...rest] = part.split("=");
    if (rest.length && "igpavsqf".includes(name) && name.length === 1) {
      given.set(name, decode(rest.join("=")));
    } else {
      problems.push(fill(words["bad-part"], { v: decode(part) }));
    }
  }
  // pick returns what is given where it is known, and else what is there without it.
  const pick = (name, known, otherwise, problem) => {
    const value = given.get(name);
    if (value === undefined || known(value)) {
      return value ?? otherwise;
    }
    problems.push(fill(words[problem], { v: value }));
    return otherwise;
  };
  const i = pick("i", measureOf, start.key, "bad-measure");
  const measure = measureOf(i);
  const g = pick("g", (v) => groupOf(measure, v), measure.groups[0].key, "bad-group");
  const group = groupOf(measure, g);
  const p = pick("p", (v) => periodOf(group, v), group.periods[0].key, "bad-period");
  const a = [];
  for (const key of (given.get("a") ?? "").split(",").filter(Boolean)) {
    if (!areaOf(key)) {
      problems.push(fill(words["bad-area"], { v: key }));
    } else if (!a.includes(key)) {
      a.push(key);
    }
  }
  const v = pick("v", (v) => views.includes(v), "table", "bad-view");
  const s = pick("s", (v) => orders.includes(v), bestFirst(measure), "bad-order");
  const f = pick("f", (v) => data.verdicts.some((d) => d.id === v), "", "bad-filter");
  return { state: { i, g, p, a, v, s, q: given.get("q") ?? "", f }, problems };
}

// decode reads what the address escapes; a broken escape is taken as it stands.
function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

// format writes what is chosen, without what goes without saying.
export function format(state) {
  const measure = measureOf(state.i);
  const group = groupOf(measure, state.g);
  const encode = (text) => encodeURIComponent(text).replace(/%3D/g, "=").replace(/%3B/g, ";").replace(/%20/g, "+");
  const parts = ["i=" + encode(state.i)];
  const add = (name, value, usual) => {
    if (value !== usual) {
      parts.push(name + "=" + encode(value));
    }
  };
  add("g", state.g, measure.groups[0].key);
  add("p", state.p, group.periods[0].key);
  if (state.a.length) {
    parts.push("a=" + state.a.map(encode).join(","));
  }
  parts.push("v=" + state.v);
  add("s", state.s, bestFirst(measure));
  add("q", state.q, "");
  add("f", state.f, "");
  return "#" + parts.join("&");
}

// changed returns the state after a choice. A group or period that the new measure does not have gives way to one that it has.
export function changed(state, choice) {
  const next = { ...state, ...choice };
  const measure = measureOf(next.i);
  if (!groupOf(measure, next.g)) {
    next.g = measure.groups[0].key;
  }
  const group = groupOf(measure, next.g);
  if (!periodOf(group, next.p) || (choice.i && choice.i !== state.i && choice.p === undefined && newest(state))) {
    next.p = group.periods[0].key;
  }
  if (choice.i && choice.s === undefined && state.s === bestFirst(measureOf(state.i))) {
    next.s = bestFirst(measure);
  }
  return next;
}

// newest tells whether the newest period of a measure is shown, so that the newest of another is what is wanted.
function newest(state) {
  return groupOf(measureOf(state.i), state.g).periods[0].key === state.p;
}
