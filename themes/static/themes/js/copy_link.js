// data-copy-link="#block": a link to a block that also copies its full address; data-copied holds the words to show then.
import { find } from "./find.js";

export function copyLinks(root) {
  for (const link of find(root, "[data-copy-link]")) {
    link.addEventListener("click", async () => {
      if (!navigator.clipboard) {
        return;
      }
      const address = new URL(link.dataset.copyLink, window.location.href);
      await navigator.clipboard.writeText(address.href);
      const status = document.getElementById("messages");
      if (status && link.dataset.copied) {
        const words = document.createElement("p");
        words.className = "message";
        words.textContent = link.dataset.copied;
        status.replaceChildren(words);
        window.setTimeout(() => words.remove(), 4000);
      }
    });
  }
}
