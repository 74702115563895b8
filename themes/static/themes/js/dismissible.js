// data-dismiss: a button that takes its message away. It is shown only where this script runs.
import { find } from "./find.js";

export function dismissible(root) {
  for (const button of find(root, "[data-dismiss]")) {
    button.hidden = false;
    button.addEventListener("click", () => button.closest("[data-dismissible]").remove());
  }
}
