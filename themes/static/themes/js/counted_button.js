// data-counts="spaces": a button that says how many of these boxes of its form are chosen, in the words of
// data-counts-one and data-counts-many ("{number}" is the number). Without this script it keeps its own words.
import { find } from "./find.js";

export function countedButton(root) {
  for (const button of find(root, "button[data-counts]")) {
    const { counts, countsOne, countsMany } = button.dataset;
    const own = button.textContent;
    const say = () => {
      const chosen = [...button.form.elements].filter((box) => box.name === counts && box.checked).length;
      button.textContent = chosen === 0 ? own : chosen === 1 ? countsOne : countsMany.replace("{number}", chosen);
    };
    button.form.addEventListener("change", say);
    say();
  }
}
