// data-embed="address of a player": shows the button that loads it, and loads nothing before somebody pressed that.
import { find } from "./find.js";

export function embeds(root) {
  for (const box of find(root, "[data-embed]")) {
    const button = box.querySelector("[data-embed-play]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.className = "embed__frame";
      frame.title = box.dataset.embedTitle;
      frame.allow = "fullscreen; picture-in-picture";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin";
      frame.src = box.dataset.embed;
      button.replaceWith(frame);
      frame.focus();
    });
  }
}
