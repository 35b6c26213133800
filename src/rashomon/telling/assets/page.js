"use strict";
// Comfort only: every link works without this. A fact's link shows its passage in the report, marks all
// its pieces, moves the focus there, and offers a way back.
(() => {
  const back = document.querySelector(".back");
  let origin = null;

  const pieces = (name) => {
    const first = document.getElementById(name);
    return first ? [first, ...document.querySelectorAll(`[data-at="${CSS.escape(name)}"]`)] : [];
  };

  const clear = () => document.querySelectorAll(".here").forEach((piece) => piece.classList.remove("here"));

  const unfold = (element) => {
    for (let up = element.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  };

  const show = (name) => {
    const found = pieces(name);
    if (!found.length) return false;
    clear();
    unfold(found[0]);
    found.forEach((piece) => piece.classList.add("here"));
    found[0].tabIndex = -1;
    found[0].focus({ preventScroll: true });
    const pane = found[0].closest(".pane");
    if (pane && getComputedStyle(pane).position === "sticky") {
      const top = found[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollBy({ top: top - pane.clientHeight * 0.3 });
    } else {
      found[0].scrollIntoView({ block: "center" });
    }
    return true;
  };

  const isPassage = (name) => /^r\d+-\d+-\d+$/.test(name);

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
    const link = event.target.closest && event.target.closest("a[href^='#r']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const name = link.getAttribute("href").slice(1);
    if (!isPassage(name) || !show(name)) return;
    event.preventDefault();
    history.pushState(null, "", `#${name}`);
    origin = link;
    back.hidden = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") goBack();
  });
  back.addEventListener("click", goBack);

  const follow = () => {
    const name = location.hash.slice(1);
    if (isPassage(name)) show(name);
    else clear();
  };
  addEventListener("popstate", follow);
  if (location.hash) follow();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));
})();
