// data-search-overlay: on phones the search opens over the page; the field takes the focus, Escape closes.
// "/" goes to the search from anywhere outside a field.
import { find } from "./find.js";

function isWriting(element) {
  return element instanceof Element && element.closest("input, textarea, select, [contenteditable]") !== null;
}

export function searchOverlay(root) {
  for (const overlay of find(root, "details[data-search-overlay]")) {
    overlay.addEventListener("toggle", () => {
      if (overlay.open) {
        overlay.querySelector("input[type=search]").focus();
      }
    });
    overlay.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && overlay.open) {
        overlay.open = false;
        overlay.querySelector("summary").focus();
      }
    });
  }
  for (const field of find(root, "input[data-search]")) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !event.ctrlKey && !event.metaKey && !isWriting(event.target) && field.offsetParent) {
        event.preventDefault();
        field.focus();
      }
    });
  }
}
