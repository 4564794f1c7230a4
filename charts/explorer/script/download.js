// Downloads of what is shown: the data, and the figure with everything that must go with it.
import { data, words, fill, sourceOf } from "./data.js";
import { element, shape } from "./element.js";
import { family, size, text, wrapped } from "./drawing.js";

// records are the cells that are shown, one for each area and period.
export function record(measure, group, period, code, name, cell) {
  const basis = cell.b ? data.bases[cell.b - 1].id : "";
  return {
    indicator: measure.key, indicator_name: measure.name, group: group.key, group_name: group.name, period: period.key, area: name, area_code: code, value: cell.v, lower: cell.l, upper: cell.h, unit: measure.unit ?? "",
    difference: cell.d?.v, difference_lower: cell.d?.l, difference_upper: cell.d?.h, verdict: data.verdicts[cell.j ?? 0].id, change: cell.c?.v, denominator: cell.n, basis,
    shown_as: cell.t, why_not: cell.w ? data.reasons[cell.w - 1] : "", source: sourceOf(measure),
  };
}

// formula is what a spreadsheet program may run; plain is a number or a lone -, which it may.
const formula = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const plain = /^(-|[+-][\d\s]+(,\d+)?)$/;

// csv writes records: for programs with commas and decimal points, for Excel with Swedish settings with semicolons and decimal commas.
export function csv(records, excel) {
  const keys = Object.keys(records[0]);
  const separator = excel ? ";" : ",";
  const field = (value) => {
    if (value === undefined || value === null) {
      return "";
    }
    if (typeof value === "number") {
      return excel ? String(value).replace(".", ",") : String(value);
    }
    const safe = excel && formula.test(value) && !plain.test(value) ? "'" + value : value;
    return /["\r\n,;]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };
  const lines = [keys, ...records.map((r) => keys.map((k) => r[k]))].map((fields) => fields.map(field).join(separator));
  return (excel ? "\ufeff" : "") + lines.join(excel ? "\r\n" : "\n") + (excel ? "\r\n" : "\n");
}

const width = 450.71; // 159 mm, the text width of an A4 page
const margin = 12;

// figure is a drawing as a file: with title, subtitle, notes, source, and a description for those who do not see it.
export function figure({ title, subtitle, description, notes, source, draw }) {
  const inner = width - 2 * margin;
  const { marks, height } = draw(inner);
  const texts = [];
  let y = margin;
  const set = (content, points, options) => {
    for (const l of wrapped(content, inner, points, options?.bold)) {
      y += points * 1.3;
      texts.push(text(margin, y - points * 0.6, l, { points, ...options }));
    }
  };
  set(title, size.title, { bold: true });
  y += 2;
  set(subtitle, size.subtitle, { fill: data.palette.muted });
  y += 8;
  const drawing = shape("g", { transform: "translate(" + margin + " " + Math.round(y * 100) / 100 + ")" }, marks);
  y += height + 8;
  for (const n of [...notes, source]) {
    set(n, size.source, { fill: data.palette.muted });
  }
  const all = Math.round((y + margin) * 100) / 100;
  const svg = shape("svg", { viewBox: "0 0 " + width + " " + all, width: "159mm", height: Math.round((all / 72) * 2540) / 100 + "mm", role: "img",
    "aria-labelledby": "figure-title figure-desc", lang: data.lang, "font-family": family },
    shape("title", { id: "figure-title" }, title), shape("desc", { id: "figure-desc" }, description), shape("metadata", {}, source),
    shape("rect", { width, height: all, fill: "#FFFFFF" }), texts, drawing);
  svg.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:lang", data.lang);
  return { svg, width, height: all };
}

export function svgText(svg) {
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg) + "\n";
}

// png paints a figure at 300 dots to the inch.
export async function png({ svg, width, height }) {
  const picture = new Image();
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText(svg));
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round((width * 300) / 72);
  canvas.height = Math.round((height * 300) / 72);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve, reject) => canvas.toBlob((b) => (b ? resolve(b) : reject(new Error("no picture"))), "image/png"));
  return new Blob([blob.slice(0, header), new Uint8Array(density), blob.slice(header)], { type: "image/png" });
}

// density is the part of a PNG file that says 300 dots to the inch, so that documents take the picture at the size of the page. It follows the header.
const header = 33;
const density = [0, 0, 0, 9, 112, 72, 89, 115, 0, 0, 46, 35, 0, 0, 46, 35, 1, 120, 165, 63, 118];

// save hands a file to the reader.
export function save(content, type, name, tell) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  tell(fill(words.saved, { file: name }));
}
