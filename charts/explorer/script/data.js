// What the page holds, and how its parts are found.

export const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;

// fill puts values into the braces of a text.
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// list joins names: "A, B och C".
export function list(names) {
  return new Intl.ListFormat(data.lang, { type: "conjunction" }).format(names);
}

export const measureOf = (key) => data.measures.find((m) => m.key === key);
export const areaOf = (key) => data.areas.find((a) => a.key === key);
export const groupOf = (measure, key) => measure.groups.find((g) => g.key === key);
export const periodOf = (group, key) => group.periods.find((p) => p.key === key);
export const reasonOf = (cell) => (cell.w ? data.reasons[cell.w - 1] : "");

// sourceOf is the source of a measure without the word that stands before it.
export const sourceOf = (measure) => measure.source.replace(words.source + ": ", "");

// Names are Swedish in both languages, and so is their order.
const collator = new Intl.Collator("sv");
export const byName = (a, b) => collator.compare(a, b);

// whole is what the city is called in tables.
export const whole = words.whole;
