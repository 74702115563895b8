// data-failed: where it is said in words that a part of the page could not be fetched or sent, and data-paused that too much
// was sent in a short while. htmx leaves the page as it is.
// A broken rule (409, 422) explains itself in its own place.
const EXPLAINED = [409, 422];
const PAUSED = 429;

export function failures() {
  const place = document.querySelector("[data-failed]");
  if (!place) {
    return;
  }
  const say = (what) => {
    const message = document.createElement("div");
    message.className = "message message--error";
    const words = document.createElement("p");
    words.className = "message__text";
    words.textContent = what;
    message.append(words);
    place.replaceChildren(message);
    message.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => say(place.dataset.failed));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (!EXPLAINED.includes(status)) {
      say(status === PAUSED ? place.dataset.paused : place.dataset.failed);
    }
  });
}
