// What htmx does not do by itself: say that the connection is lost, keep a form from being sent twice, keep the place.
"use strict";

const offline = () => document.getElementById("offline");
const lost = () => { offline().hidden = false; };
const found = () => { offline().hidden = true; };

document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:timeout", lost);
document.addEventListener("htmx:afterOnLoad", found);

// A part of a page that could not be fetched: what to do without it is told, where the page says it.
const untold = (hidden) => document.querySelectorAll("[data-untold]").forEach((part) => { part.hidden = hidden; });
["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => {
  document.addEventListener(name, () => untold(false));
});
document.addEventListener("htmx:beforeRequest", () => untold(true));
window.addEventListener("offline", lost);
window.addEventListener("online", found);

// Signed out meanwhile: a page that refreshes itself is sent to the sign-in page instead of showing it inside itself. A page
// on which something was typed stays, and says what to do.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname.startsWith("/account/")) {
    event.preventDefault();
    if (document.querySelector("[data-untold]")) { untold(false); } else { window.location.reload(); }
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!navigator.onLine) {
    event.preventDefault();
    lost();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) { delete form.dataset.sent; }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) { window.print(); }
});

// What is folded is printed, too: open it for the paper, and fold it again.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details.folded:not([open])").forEach((part) => { part.open = true; part.dataset.paper = "1"; });
});
window.addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-paper]").forEach((part) => { part.open = false; delete part.dataset.paper; });
});

// A menu closes when one looks elsewhere, or with the Escape key.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) { menu.open = false; }
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") { return; }
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// The check-list of reviews: a digit ticks the review of that number, wherever in the list one is, but not in a text.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest("[data-checklist]");
  if (!list || event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) { return; }
  const tick = list.querySelectorAll(".review > .review__tick input")[Number(event.key) - 1];
  if (tick) { event.preventDefault(); tick.checked = !tick.checked; tick.focus(); }
});

// On a phone the pages stand in one line that scrolls: the one that is open is brought into sight.
const here = document.querySelector(".nav [aria-current]");
if (here) {
  const line = here.closest(".nav");
  line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
}
