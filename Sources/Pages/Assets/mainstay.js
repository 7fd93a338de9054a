// Comforts only: every page works without this file.
"use strict";

const kept = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows may refuse */ } },
};

// Before the body is drawn, so that a chosen appearance does not flash.
const theme = kept.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

document.addEventListener("DOMContentLoaded", () => {
  offerTheme();
  keys();
  slider();
  submitOnChange();
  poll();
  document.querySelector("[data-focus]")?.focus();
});

// Closed details hold figures that belong on paper.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    details.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("[data-printed]")) {
    details.open = false;
    delete details.dataset.printed;
  }
});

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function offerTheme() {
  const set = element("fieldset", "", { class: "theme" });
  set.append(element("legend", "Appearance"));
  for (const [value, words] of [["system", "As the system"], ["light", "Light"], ["dark", "Dark"]]) {
    const label = element("label", "");
    const radio = element("input", "", { type: "radio", name: "theme", value });
    radio.checked = value === (theme ?? "system");
    radio.addEventListener("change", () => {
      kept.set("theme", value);
      if (value === "system") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = value;
    });
    label.append(radio, words);
    set.append(label);
  }
  document.querySelector(".foot")?.append(set);
}

// j and k walk through rows; g q and g w go places; ? opens the help. They can be turned off on the help page.
function keys() {
  const place = document.querySelector("[data-key-switch]");
  if (place) {
    const words = () => (kept.get("keys") === "off" ? "Turn single keys on" : "Turn single keys off");
    const button = element("button", words(), { type: "button", class: "secondary" });
    button.addEventListener("click", () => {
      kept.set("keys", kept.get("keys") === "off" ? "on" : "off");
      button.textContent = words();
    });
    place.after(button);
  }
  let afterG = false;
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (kept.get("keys") === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const went = afterG;
    afterG = event.key === "g";
    if (went && event.key === "q") follow('.sections a[href="/officer-support/work-items"]');
    else if (went && event.key === "w") follow('.sections a[href="/work"]');
    else if (event.key === "?") follow(".help");
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
}

function follow(selector) {
  document.querySelector(selector)?.click();
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[current < 0 ? (by > 0 ? 0 : rows.length - 1) : current + by];
  if (!row) return;
  let target = row.querySelector("a, button");
  if (!target) {
    row.tabIndex = -1;
    target = row;
  }
  target.focus();
}

// Moves the figures of the what-if slider; they are read from the table below it.
function slider() {
  const part = document.querySelector("[data-what-if]");
  const range = part?.querySelector('input[type="range"]');
  if (!range) return;
  const rows = [...part.querySelectorAll("[data-multiple]")].map((mark) => mark.closest("tr"));
  const multiple = (row) => Number(row.querySelector("[data-multiple]").dataset.multiple);
  part.classList.add("live");
  range.addEventListener("input", () => {
    const wanted = Number(range.value);
    const row = rows.reduce((best, row) => (Math.abs(multiple(row) - wanted) < Math.abs(multiple(best) - wanted) ? row : best));
    for (const other of rows) other.classList.toggle("marked", other === row);
    const cells = [...row.children].map((cell) => cell.textContent);
    cells[0] = `${multiple(row)} ×`;
    for (const [index, key] of ["multiple", "items", "members", "outcomes", "precision"].entries()) {
      part.querySelector(`[data-figure="${key}"]`).textContent = cells[index];
    }
    range.setAttribute("aria-valuetext", `${multiple(row)} times the force-wide rate: ${cells[1]} Work Items`);
  });
}

// A date chosen in the jacket is shown at once. While a year is being typed it passes through years such as 0020.
function submitOnChange() {
  for (const form of document.querySelectorAll("[data-submit-on-change]")) {
    let timer;
    form.addEventListener("change", (event) => {
      clearTimeout(timer);
      if (event.target.value >= "1900") timer = setTimeout(() => form.requestSubmit(), 700);
    });
  }
}

// Fetches the page of a job again and takes over the part that changes.
function poll() {
  const part = document.querySelector("[data-poll]");
  if (!part) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(part.dataset.poll, { headers: { accept: "text/html", "X-Mainstay-Background": "1" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (!fresh) return location.reload();
      part.replaceWith(fresh);
      if (fresh.dataset.next) location.assign(fresh.dataset.next);
    } catch {
      // The server may be busy or restarting; the next attempt will tell.
    }
    poll();
  }, 1000);
}
