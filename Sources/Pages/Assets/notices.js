// Tells of new notices while a page is looked at; without this file the next page does.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const link = document.querySelector("[data-notices]");
  const live = document.querySelector("[data-notices-live]");
  if (!link || !window.EventSource) return;
  let known = Number(link.dataset.notices);
  let source;

  function show(count) {
    if (!Number.isInteger(count) || count === known) return;
    if (live) live.textContent = count > known ? `${count} unread ${count === 1 ? "notice" : "notices"}` : "";
    known = count;
    link.dataset.notices = String(count);
    link.replaceChildren("Notices");
    if (count > 0) link.append(" ", element("span", String(count), { class: "count" }), element("span", " unread", { class: "unseen" }));
  }

  // One connection for the page that is looked at, not one for each that is open.
  function listen() {
    if (document.hidden || (source && source.readyState !== EventSource.CLOSED)) return;
    source = new EventSource(link.dataset.stream);
    source.addEventListener("unread", (event) => show(Number(event.data)));
    source.addEventListener("ended", leave);
  }

  function leave() {
    source?.close();
    source = undefined;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
});
