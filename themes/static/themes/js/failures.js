// data-failed: where it is said in words that a part of the page could not be fetched or sent. htmx leaves the page as it is.
// A broken rule (409, 422) explains itself in its own place.
const EXPLAINED = [409, 422];

export function failures() {
  const place = document.querySelector("[data-failed]");
  if (!place) {
    return;
  }
  const say = () => {
    const message = document.createElement("div");
    message.className = "message message--error";
    const words = document.createElement("p");
    words.className = "message__text";
    words.textContent = place.dataset.failed;
    message.append(words);
    place.replaceChildren(message);
    message.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", say);
  document.addEventListener("htmx:responseError", (event) => {
    if (!EXPLAINED.includes(event.detail.xhr.status)) {
      say();
    }
  });
}
