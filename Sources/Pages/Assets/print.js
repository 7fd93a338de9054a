// Tells the server that a page is being printed, which it cannot see by itself. The server looks up what the page is.
"use strict";

addEventListener("beforeprint", () => {
  const token = document.querySelector('input[name="csrf"]')?.value;
  if (token) navigator.sendBeacon("/prints", new URLSearchParams({ csrf: token, path: location.pathname }));
});
