// data-dialog-open="id": a button or link that opens a dialog. A link stays a link when there is no such dialog.
import { find } from "./find.js";

export function dialogs(root) {
  for (const opener of find(root, "[data-dialog-open]")) {
    opener.addEventListener("click", (event) => {
      const dialog = document.getElementById(opener.dataset.dialogOpen);
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
    });
  }
  for (const dialog of find(root, "dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
  }
}
