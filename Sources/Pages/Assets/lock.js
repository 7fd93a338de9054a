"use strict";

document.addEventListener("DOMContentLoaded", lock);

// After half an hour without a sign of life the page is covered until its owner has given the passphrase again; what is
// being written stays in the page. The server decides when: another page of the same person may have been in use.
function lock() {
  const longest = Number(document.body.dataset.lock) * 1000;
  if (!longest) return;
  const ahead = 120_000;
  const background = { accept: "application/json", "X-Mainstay-Background": "1" };
  let active = Date.now();
  let told = active;
  let box;
  let timer;

  for (const kind of ["keydown", "pointerdown", "input", "scroll"]) {
    addEventListener(kind, () => { if (!box) active = Date.now(); }, { passive: true, capture: true });
  }

  // Seconds left as the server knows them; nothing left when the session has ended, or nobody answers.
  async function left(headers) {
    try {
      const answer = await fetch("/api/v1/account/session", { headers, cache: "no-store" });
      return answer.ok ? (await answer.json()).secondsLeft * 1000 : 0;
    } catch {
      return longest - (Date.now() - active);
    }
  }

  async function look() {
    clearTimeout(timer);
    if (!box?.dataset.locked) {
      const alive = active > told;
      const rest = await left(alive ? { accept: "application/json" } : background);
      if (alive) told = Date.now();
      if (rest <= 0) cover();
      else if (rest <= ahead) warn(Math.ceil(rest / 60_000));
      else uncover();
    }
    clearTimeout(timer);
    timer = setTimeout(look, box ? 15_000 : 60_000);
  }

  function open(title, ...content) {
    uncover();
    box = element("dialog", "", { class: "lock", "aria-labelledby": "lock-title" });
    box.append(element("h2", title, { id: "lock-title" }), ...content);
    box.addEventListener("cancel", (event) => event.preventDefault());
    // A browser lets Escape close a dialog at the second try all the same.
    box.addEventListener("close", ({ target }) => { if (target === box) target.showModal(); });
    document.body.append(box);
    box.showModal();
  }

  function uncover() {
    const old = box;
    box = undefined;
    old?.close();
    old?.remove();
    document.documentElement.classList.remove("locked");
  }

  function warn(minutes) {
    if (box) return;
    const stay = element("button", "Stay signed in", { type: "button" });
    stay.addEventListener("click", async () => {
      uncover();
      active = Date.now();
      if ((await left({ accept: "application/json" })) <= 0) cover();
    });
    const words = minutes > 1 ? `in about ${minutes} minutes` : "in less than a minute";
    open("Are you still there?", element("p", `This page is locked ${words}. What you have typed stays in it.`), stay);
  }

  function cover() {
    if (box?.dataset.locked) return;
    const form = element("form", "", { class: "stack", novalidate: "" });
    const problem = element("p", "", { class: "field-error", role: "alert" });
    const fields = [field("lock-passphrase", "passphrase", "Passphrase", "password", "current-password")];
    if ("secondFactor" in document.body.dataset) fields.push(field("lock-code", "code", "Code", "text", "one-time-code"));
    form.append(problem, ...fields, element("button", "Unlock", { type: "submit" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      unlock(form, problem);
    });
    open("This page is locked", element("p", "Nothing happened for half an hour. What you typed is still here."), form);
    box.dataset.locked = "";
    document.documentElement.classList.add("locked");
    form.querySelector("input").focus();
  }

  function field(id, name, words, type, autocomplete) {
    const part = element("div", "", { class: "field" });
    part.append(element("label", words, { for: id }), element("input", "", { id, name, type, autocomplete, spellcheck: "false" }));
    return part;
  }

  async function unlock(form, problem) {
    const tokens = document.querySelectorAll('input[name="csrf"]');
    const button = form.querySelector("button");
    const sent = new URLSearchParams(new FormData(form));
    sent.set("csrf", tokens[0]?.value ?? "");
    button.disabled = true;
    problem.textContent = "";
    try {
      const answer = await fetch("/unlock", { method: "POST", body: sent, headers: { accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok) {
        // Every form of the page was made for the session that ended.
        for (const token of tokens) token.value = said.csrf;
        active = told = Date.now();
        uncover();
        return;
      }
      problem.textContent = said.error;
    } catch {
      problem.textContent = "The server does not answer. Try again in a moment; what you typed is still here.";
    }
    button.disabled = false;
    form.reset();
    form.querySelector("input").focus();
  }

  timer = setTimeout(look, 60_000);
  // A machine that slept wakes with the page in front of whoever opens it.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
