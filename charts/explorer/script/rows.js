// The rows of a measure: chosen, filtered and put in order. Nothing is computed from values; they are only compared with one another.
import { data, byName, measureOf, groupOf, periodOf } from "./data.js";

// chosen returns everything that an address is about.
export function chosen(state) {
  const measure = measureOf(state.i);
  const group = groupOf(measure, state.g);
  return { state, measure, group, period: periodOf(group, state.p) };
}

// rowsOf returns the districts of a period that are chosen, or the smaller areas where no district has a value.
export function rowsOf({ state, period }) {
  if (period.parts) {
    return period.parts.map((p) => ({ key: p.code, code: p.code, name: p.name, cell: p.cell }));
  }
  const rows = data.areas.map((a, at) => ({ key: a.key, code: a.code, name: a.name, href: a.href, at, cell: period.cells[at] }));
  return state.a.length ? rows.filter((r) => state.a.includes(r.key)) : rows;
}

// shownRows are the rows that pass the search and the verdict, in order.
export function shownRows(choice) {
  const { state } = choice;
  const wanted = state.q.trim().toLocaleLowerCase("sv");
  const rows = rowsOf(choice).filter((r) => {
    const verdict = data.verdicts[r.cell.j ?? 0];
    return (!state.f || verdict.id === state.f) && (!wanted || [r.name, r.cell.t, verdict.word].some((t) => t.toLocaleLowerCase("sv").includes(wanted)));
  });
  return inOrder(rows, state.s);
}

const numberBy = {
  value: (cell) => cell.v,
  interval: (cell) => cell.l,
  difference: (cell) => cell.d?.v,
  change: (cell) => cell.c?.v,
  verdict: (cell) => (cell.j ? rank[data.verdicts[cell.j].id] : undefined),
};

const rank = { worse: 1, lower: 1, no_clear_difference: 2, better: 3, higher: 3 };

// inOrder sorts rows. What has no number is last in either direction, and equals are by name.
export function inOrder(rows, order) {
  const [column, direction] = order.split("-");
  const sign = direction === "desc" ? -1 : 1;
  if (column === "name") {
    return rows.toSorted((a, b) => sign * byName(a.name, b.name));
  }
  const number = numberBy[column];
  return rows.toSorted((a, b) => {
    const x = number(a.cell);
    const y = number(b.cell);
    if (x === undefined || y === undefined) {
      return (x === undefined) - (y === undefined) || byName(a.name, b.name);
    }
    return sign * (x - y) || byName(a.name, b.name);
  });
}
