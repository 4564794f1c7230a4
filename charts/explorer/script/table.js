// The table of one measure, and what is said under it.
import { data, words, fill, list, whole, reasonOf } from "./data.js";
import { element, unseen } from "./element.js";
import { rowsOf } from "./rows.js";

// columnsOf are the columns that a period has something for.
export function columnsOf({ period }) {
  const columns = [{ key: "name", name: period.parts ? period.partName : words.area }, { key: "value", name: words.value, number: true }];
  if (period.parts) {
    return columns;
  }
  columns.push({ key: "interval", name: words.interval, number: true });
  if (period.compared) {
    columns.push({ key: "difference", name: words.difference, number: true });
    columns.push({ name: words["of-difference"], number: true, field: "range" });
    columns.push({ key: "verdict", name: words.compared });
  }
  if (period.earlier) {
    columns.push({ key: "change", name: fill(words.change, { period: period.earlier }), number: true });
  }
  return columns;
}

// unitOf adds the unit to the heads of columns that have one.
function headOf(column, measure) {
  const unit = { value: measure.unit, difference: measure.diffUnit, change: measure.diffUnit }[column.key];
  return unit ? column.name + ", " + unit : column.name;
}

// scroller is a region that wide content scrolls in, by keyboard too.
export function scroller(label, ...children) {
  return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, ...children);
}

// tableView is the table of a period; sort is told which order a head asks for.
export function tableView(choice, rows, sort) {
  const { state, measure, period } = choice;
  const columns = columnsOf(choice);
  const [by, direction] = state.s.split("-");
  const head = columns.map((c) => {
    if (!c.key) {
      return element("th", { scope: "col", class: "n" }, c.name);
    }
    const sorted = by === c.key;
    const next = sorted ? (direction === "asc" ? "desc" : "asc") : c.key === "name" || c.key === "verdict" ? "asc" : "desc";
    const sign = sorted ? (direction === "asc" ? "↑" : "↓") : "↕";
    return element("th", { scope: "col", class: c.number && "n", "aria-sort": sorted ? (direction === "asc" ? "ascending" : "descending") : undefined },
      element("button", { type: "button", class: "sort", "data-focus": "sort-" + c.key, onclick: () => sort(c.key + "-" + next) },
        headOf(c, measure), "\u00a0", element("span", { class: "arrow", "aria-hidden": "true" }, sign), unseen(" (" + words["sort-by"] + ")")));
  });
  const line = (name, cell, city, href) => element("tr", { class: city && "city" },
    element("th", { scope: "row" }, href ? element("a", { href }, name) : name),
    columns.slice(1).map((c) => cellOf(c, cell, city)));
  return scroller(period.subtitle, element("table", {},
    element("caption", {}, unseen(period.subtitle)),
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, line(whole, period.city, true)),
    element("tbody", {}, rows.length ? rows.map((r) => line(r.name, r.cell, false, r.href)) :
      element("tr", {}, element("td", { colspan: columns.length }, words["no-rows"])))));
}

function cellOf(column, cell, city) {
  const plain = (text, none) => element("td", { class: "n" }, text ?? none ?? "..");
  switch (column.key ?? column.field) {
    case "value":
      return valueCell(cell);
    case "interval":
      return plain(cell.r);
    case "difference":
      return plain(cell.d?.t, city && ".");
    case "range":
      return plain(cell.d?.r, city && ".");
    case "change":
      return plain(cell.c?.t);
    default:
      return city ? element("td", {}, ".") : element("td", { class: data.verdicts[cell.j ?? 0].class }, verdictWords(cell));
  }
}

// valueCell is a value, with the reason where there is none.
export function valueCell(cell) {
  return element("td", { class: "n " + (cell.x ?? "") }, cell.t, reasonOf(cell) && unseen(" (" + reasonOf(cell) + ")"));
}

// verdictWords are the sign and the word of a verdict.
export function verdictWords(cell) {
  const verdict = data.verdicts[cell.j ?? 0];
  return verdict.sign ? [element("span", { class: "glyph", "aria-hidden": "true" }, verdict.sign), verdict.word] : [verdict.word];
}

// notesOf is what must be known of a period: the notes of its figure, and what its signs mean.
export function notesOf(choice) {
  const { period, group } = choice;
  const rows = rowsOf(choice);
  const cells = [period.city, ...rows.map((r) => r.cell)];
  const out = [];
  const add = (text) => text && !out.includes(text) && out.push(text);
  if (period.parts) {
    add(fill(words[period.partName === words.school ? "schools-instead" : "parts-instead"], { n: period.parts.length }));
  } else if (period.none) {
    add(fill(words["no-values"], { why: period.none }));
  } else if (!period.compared && group.periods[0].compared) {
    add(fill(words["earlier-period"], { period: group.periods[0].text }));
  }
  (period.notes ?? []).forEach(add);
  const absent = new Map();
  for (const r of rows) {
    if (r.cell.w && !(period.none && !period.parts)) {
      const key = fill(words.is, { sign: r.cell.t, why: reasonOf(r.cell) });
      absent.set(key, [...(absent.get(key) ?? []), r.name]);
    }
  }
  for (const [key, names] of absent) {
    add(names.length < rows.length ? key + ": " + list(names) + "." : key + ".");
  }
  if (cells.some((c) => c.s)) {
    add(words.small);
  }
  if (cells.some((c) => c.p)) {
    add(words.provisional);
  }
  const bases = [...new Set(cells.filter((c) => c.b).map((c) => data.bases[c.b - 1].text))];
  if (bases.length) {
    add(fill(words.basis, { bases: bases.join("; ") }));
  }
  return out;
}
