// data-grow: a textarea as high as its words. data-submit-keys: Ctrl+Enter (or Cmd+Enter) sends.
// A composer that htmx sent well is emptied; one that failed keeps every word.
import { find } from "./find.js";

const growsByItself = CSS.supports("field-sizing", "content");

function grow(field) {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}

export function writing(root) {
  if (!growsByItself) {
    for (const field of find(root, "textarea[data-grow]")) {
      field.addEventListener("input", () => grow(field));
    }
  }
  for (const field of find(root, "textarea[data-submit-keys]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        field.form?.requestSubmit();
      }
    });
  }
  for (const form of find(root, "form[data-composer]")) {
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful && event.detail.elt === form) {
        form.reset();
      }
    });
  }
  for (const form of find(root, "form[data-confirm]")) {
    form.addEventListener("submit", (event) => {
      if (!window.confirm(form.dataset.confirm)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }, true);
  }
}
