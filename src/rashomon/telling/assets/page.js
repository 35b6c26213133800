"use strict";
// Comfort only: every link works without this. A fact's link shows its passage in the report, marks all
// its pieces, moves the focus there, and offers a way back. What a heavy page keeps folded is built when it
// is opened or led to; a browser without scripts has built it from the start.
(() => {
  const back = document.querySelector(".back");
  let origin = null;

  const build = (part) => {
    const kept = part.querySelector(":scope > noscript");
    if (!kept) return;
    const made = document.createElement("template");
    made.innerHTML = kept.textContent;
    kept.replaceWith(made.content);
  };

  const unfold = (element) => {
    for (let up = element.closest("details"); up; up = up.parentElement.closest("details")) {
      build(up);
      up.open = true;
    }
  };

  const find = (name) => {
    const there = document.getElementById(name);
    if (there) return there;
    for (const kept of document.querySelectorAll("details > noscript")) {
      if (kept.textContent.includes(` id="${name}"`)) {
        build(kept.parentElement);
        return document.getElementById(name);
      }
    }
    return null;
  };

  const pieces = (name) => {
    const first = find(name);
    return first ? [first, ...document.querySelectorAll(`[data-at="${CSS.escape(name)}"]`)] : [];
  };

  const clear = () => document.querySelectorAll(".here").forEach((piece) => piece.classList.remove("here"));

  const isPassage = (name) => /^r\d+-\d+-\d+$/.test(name);

  const show = (name) => {
    const found = isPassage(name) ? pieces(name) : [find(name)].filter(Boolean);
    if (!found.length) return false;
    clear();
    unfold(found[0]);
    if (found[0].matches(".whole > .body, .story.folded .headline")) {
      const whole = found[0].closest(".story").querySelector("details.whole");
      if (whole) unfold(whole.firstElementChild);
    }
    if (isPassage(name) || /^s\d+-[qgtcnk]\d+$/.test(name)) {
      found.forEach((piece) => piece.classList.add("here"));
    }
    if (!found[0].matches("a, button")) found[0].tabIndex = -1;
    found[0].focus({ preventScroll: true });
    const pane = found[0].closest(".pane");
    if (pane && getComputedStyle(pane).position === "sticky") {
      const top = found[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollBy({ top: top - (isPassage(name) ? pane.clientHeight * 0.3 : 8) });
      if (pane.getBoundingClientRect().top > innerHeight / 2) pane.scrollIntoView({ block: "start" });
    } else {
      found[0].scrollIntoView({ block: isPassage(name) || found[0].matches(".here") ? "center" : "start" });
    }
    return true;
  };

  const goBack = () => {
    if (!origin) return;
    const from = origin;
    origin = null;
    back.hidden = true;
    clear();
    history.replaceState(null, "", location.pathname + location.search);
    unfold(from);
    from.focus({ preventScroll: true });
    from.scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const name = link.getAttribute("href").slice(1);
    if (link.matches(".skip") || !show(name)) return;
    event.preventDefault();
    history.pushState(null, "", `#${name}`);
    if (!isPassage(name) && !link.matches(".home")) return;
    origin = link;
    back.hidden = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") goBack();
  });
  if (back) back.addEventListener("click", goBack);
  document.addEventListener(
    "toggle", (event) => event.target.matches("details[open]") && build(event.target), true,
  );

  const follow = () => {
    const name = location.hash.slice(1);
    if (name && name !== "main") show(name);
    else clear();
  };
  addEventListener("popstate", follow);
  if (location.hash) follow();

  const filter = document.querySelector(".stories .filter");
  if (filter) {
    const [words, differ] = filter.querySelectorAll("input");
    const said = filter.querySelector("[role=status]");
    const rows = [...document.querySelectorAll(".stories li")];
    filter.hidden = false;
    filter.addEventListener("submit", (event) => event.preventDefault());
    filter.addEventListener("input", () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fits = wanted.every((word) => row.dataset.words.includes(word));
        row.hidden = !fits || (differ.checked && !("differ" in row.dataset));
        shown += !row.hidden;
      }
      said.textContent = said.dataset.words.replace("{n}", shown).replace("{total}", rows.length);
    });
  }

  let folded = [];
  addEventListener("beforeprint", () => {
    for (let kept; (kept = document.querySelector("details > noscript")); ) build(kept.parentElement);
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));
})();
