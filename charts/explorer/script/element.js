// Elements of the page and of drawings. Texts become text nodes, never markup.

// element makes an HTML element; attributes that are false or undefined are left out.
export function element(name, attributes, ...children) {
  return build(document.createElement(name), attributes, children);
}

// shape makes an SVG element.
export function shape(name, attributes, ...children) {
  return build(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== undefined && value !== null) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

// unseen is text for those who hear the page.
export const unseen = (text) => element("span", { class: "hidden" }, text);

// option is a choice of a list.
export const option = (value, text) => element("option", { value }, text);
