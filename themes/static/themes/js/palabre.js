// Starts one small module per behaviour. Each works on what it finds by a data- attribute, also in fragments that
// htmx puts in later. Without this file every page still works.
import { copyLinks } from "./copy_link.js";
import { countedButton } from "./counted_button.js";
import { dialogs } from "./dialogs.js";
import { dismissible } from "./dismissible.js";
import { embeds } from "./embed.js";
import { failures } from "./failures.js";
import { menus } from "./menus.js";
import { searchOverlay } from "./search_overlay.js";
import { writing } from "./writing.js";

const behaviours = [copyLinks, countedButton, dialogs, dismissible, embeds, menus, searchOverlay, writing];

function start(root) {
  for (const behaviour of behaviours) {
    behaviour(root);
  }
}

start(document);
failures();
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
