// Two to four districts side by side over all measures.
import { data, words, fill, list, areaOf } from "./data.js";
import { element, shape, unseen } from "./element.js";
import { axisScale, circle, colour, line, marker } from "./drawing.js";
import { scroller, valueCell, verdictWords } from "./table.js";

export const mostBeside = 4;

// sideAreas are the districts that are set side by side: those that are chosen, else the first that the study puts first.
export function sideAreas(state) {
  const keys = state.a.length ? state.a : [...data.highlighted, ...data.areas.map((a) => a.key)].filter((k, i, all) => all.indexOf(k) === i).slice(0, 2);
  return keys.slice(0, mostBeside).map((key) => ({ ...areaOf(key), at: data.areas.findIndex((a) => a.key === key) }));
}

// sideRows are the measures that the districts have values of, and those that they have none of.
export function sideRows(state, areas) {
  const wanted = state.q.trim().toLocaleLowerCase("sv");
  const rows = [];
  const lacking = [];
  for (const measure of data.measures) {
    const group = measure.groups[0];
    const period = group.periods[0];
    const cells = areas.map((a) => period.cells[a.at]);
    if (period.none) {
      lacking.push(measure.short);
    } else if ((!wanted || measure.name.toLocaleLowerCase("sv").includes(wanted)) && (!state.f || cells.some((c) => data.verdicts[c.j ?? 0].id === state.f))) {
      rows.push({ measure, group, period, cells });
    }
  }
  return { rows, lacking };
}

// sideNotes say what is shown where the choice does not say it.
export function sideNotes(state, areas) {
  if (state.a.length > mostBeside) {
    return [words["side-many"]];
  }
  return areas.length < 2 || !state.a.length ? [fill(words["side-choose"], { areas: list(areas.map((a) => a.name)) })] : [];
}

// sideTable has a body for each theme; open is told which measure a reader wants to see alone.
export function sideTable(areas, rows, addressOf) {
  const caption = fill(words["side-title"], { areas: list(areas.map((a) => a.name)) }) + ". " + words["side-sub"];
  const bodies = data.themes.map((theme, i) => {
    const of = rows.filter((r) => r.measure.theme === i);
    return of.length ? element("tbody", {}, element("tr", { class: "group" }, element("th", { scope: "rowgroup", colspan: areas.length + 3 }, theme)),
      of.map((r) => sideLine(r, areas, addressOf))) : null;
  });
  return scroller(caption, element("table", { class: "side" },
    element("caption", {}, unseen(caption)),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, words.measure), element("th", { scope: "col", class: "n" }, data.city),
      areas.map((a, i) => element("th", { scope: "col", class: "n" }, sample(i), " ", a.name)),
      element("th", { scope: "col" }, words["side-spread"]))),
    bodies));
}

function sideLine({ measure, group, period, cells }, areas, addressOf) {
  const name = [measure.short, measure.unit].filter(Boolean).join(", ");
  return element("tr", {}, element("th", { scope: "row" }, element("a", { href: addressOf(measure.key) }, name), element("span", { class: "small" }, period.text)),
    valueCell(period.city), cells.map(sideCell), element("td", {}, strip(group, period, areas)));
}

function sideCell(cell) {
  const td = valueCell(cell);
  const verdict = data.verdicts[cell.j ?? 0];
  td.classList.add("judged");
  if (verdict.sign) {
    td.classList.add(verdict.class);
    td.prepend(verdictWords(cell)[0]);
    td.append(unseen(" (" + verdict.word + ")"));
  }
  if (cell.d) {
    td.append(element("span", { class: "small" }, cell.d.t));
  }
  return td;
}

function sample(i) {
  return shape("svg", { viewBox: "0 0 12 12", width: "0.75em", height: "0.75em", "aria-hidden": "true", class: "sample" }, marker(6, 6, i, data.series[i].color));
}

// strip shows where the districts lie among all. What it shows is in the table.
function strip(group, period, areas) {
  const x = axisScale(group.axis, 7, 153);
  const marks = [line(7, 12, 153, 12, colour.grid, 1)];
  for (const c of period.cells) {
    if (c.v !== undefined) {
      marks.push(circle(x(c.v), 12, 2.5, colour.faint));
    }
  }
  if (period.city.v !== undefined) {
    marks.push(line(x(period.city.v), 2, x(period.city.v), 22, colour.ink, 1.5));
  }
  areas.forEach((a, i) => {
    if (period.cells[a.at].v !== undefined) {
      marks.push(marker(x(period.cells[a.at].v), 12, i, data.series[i].color));
    }
  });
  return shape("svg", { viewBox: "0 0 160 24", class: "strip", "aria-hidden": "true" }, marks);
}
