"use strict";
// Comfort only: every page and form works without this. Keys walk through lists, forms that correct
// something keep their place on the page, and a message says what was done.
(() => {
  const items = () => [...document.querySelectorAll(".item")];
  let at = -1;

  const choose = (step) => {
    const all = items();
    if (!all.length) return;
    at = Math.min(all.length - 1, Math.max(0, at + step));
    all.forEach((item, place) => item.classList.toggle("chosen", place === at));
    const link = all[at].querySelector("a, button");
    if (link) link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };

  const keys = document.querySelector(".keys");
  let before = null;
  const help = (shown) => {
    if (!keys || keys.hidden === !shown) return false;
    keys.hidden = !shown;
    if (shown) {
      before = document.activeElement;
      keys.querySelector("button").focus();
    } else if (before) before.focus();
    return true;
  };
  if (keys) keys.querySelector(".close").addEventListener("click", () => help(false));

  const actions = {
    j: () => choose(1),
    k: () => choose(-1),
    o: () => { const chosen = document.querySelector(".chosen a.open"); if (chosen) chosen.click(); },
    x: () => { const form = document.querySelector(".chosen form[action='/list']"); if (form) form.requestSubmit(); },
    s: () => { const name = document.querySelector("form.save input[name=name]"); if (name) name.focus(); },
    "/": () => { const field = document.querySelector("main input[type=search], .find input"); if (field) field.focus(); },
    "?": () => help(true),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (help(false)) return;
      if (document.activeElement && document.activeElement.matches("input, select, textarea")) document.activeElement.blur();
      else if (/^\/(story|report)\//.test(location.pathname) && !document.querySelector(".here") && history.length > 1) history.back();
      return;
    }
    if (event.target.matches("input, select, textarea") || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });

  for (const box of document.querySelectorAll("[data-layer]")) {
    box.addEventListener("change", () => document.body.classList.toggle(`without-${box.dataset.layer}`, !box.checked));
  }

  // A fact is corrected where it stands: its forms, written below under "Correct", are shown beside it.
  const mend = () => {
    for (const link of document.querySelectorAll(".facts a.to:not([data-fixed])")) {
      link.dataset.fixed = "";
      const part = link.closest(".wording, .givers li");
      const forms = part ? document.querySelectorAll(`[data-for="${CSS.escape(link.hash)}"] .forms`) : [];
      if (!forms.length) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "fix quiet";
      button.textContent = "correct";
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-label", `Correct: ${link.textContent.trim()}`);
      link.after(" ", button);
      let shown = null;
      button.addEventListener("click", () => {
        if (shown) {
          shown.remove();
          shown = null;
        } else {
          shown = document.createElement("div");
          shown.className = "fixing";
          forms.forEach((form) => shown.append(form.cloneNode(true)));
          part.append(shown);
          shown.querySelector("input:not([type=hidden]), button").focus();
        }
        button.setAttribute("aria-expanded", String(Boolean(shown)));
      });
    }
  };
  if (document.querySelector(".correct [data-for]")) {
    mend();
    document.addEventListener("toggle", mend, true);
  }

  // A page comes back where it was left when a form on it was sent.
  const place = `place ${location.pathname}`;
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    const open = [...document.querySelectorAll("details[id][open]")].map((part) => part.id);
    sessionStorage.setItem(place, JSON.stringify({ top: scrollY, open }));
  });
  const left = sessionStorage.getItem(place);
  if (left) {
    sessionStorage.removeItem(place);
    const { top, open } = JSON.parse(left);
    for (const id of open) { const part = document.getElementById(id); if (part) part.open = true; }
    scrollTo(0, top);
  }

  const decided = new URLSearchParams(location.search).get("decided");
  if (decided && /^\d+$/.test(decided)) {
    const token = document.querySelector("input[name=token]");
    const message = document.createElement("form");
    message.className = "message";
    message.method = "post";
    message.action = "/undo";
    message.setAttribute("role", "status");
    message.append("Corrected, from now on. ");
    for (const [name, value] of [["token", token ? token.value : ""], ["number", decided], ["back", location.pathname]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      message.append(field);
    }
    const button = document.createElement("button");
    button.textContent = "Undo";
    message.append(button);
    document.body.append(message);
    history.replaceState(null, "", location.pathname + location.hash);
  }
})();
