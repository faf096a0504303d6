// The page as a whole: its address, its switches, its links and its keys.
let current = null;
const draw = () => {
  current = recount();
  drawFigures(current);
  drawGaps(current);
  drawRows(current);
  drawTree(current);
  drawTimeline(current);
  drawTable(current);
  drawInForce(current);
};

// A view has an address: `#?status=done…q=words`; where it shows one place, `to` names it.
const address = (to) => {
  const asked = new URLSearchParams();
  for (const facet of FACETS) for (const at of view.chosen[facet]) asked.append(facet, boxes[facet][at].value);
  if (view.query !== "") asked.set("q", view.query);
  if (view.sort !== "") asked.set("sort", (view.descending ? "-" : "") + view.sort);
  if (view.language !== data.language) asked.set("lang", view.language);
  if (view.theme !== "system") asked.set("theme", view.theme);
  if (`${asked}` === "") return to === "" ? "#" : `#${to}`;
  if (to !== "") asked.set("to", to);
  return `#?${asked}`;
};
const update = () => {
  draw();
  history.replaceState(null, "", address(""));
};
const read = () => {
  const isView = location.hash.startsWith("#?");
  const asked = new URLSearchParams(isView ? location.hash.slice(2) : "");
  for (const facet of FACETS) {
    const wanted = asked.getAll(facet);
    view.chosen[facet].clear();
    boxes[facet].forEach((box, at) => {
      box.checked = wanted.includes(box.value);
      if (box.checked) view.chosen[facet].add(at);
    });
    if (view.chosen[facet].size > 0) document.querySelector(`[data-facet="${facet}"]`).open = true;
  }
  view.query = asked.get("q") ?? "";
  one("search").value = view.query;
  const sort = asked.get("sort") ?? "";
  view.descending = sort.startsWith("-");
  view.sort = Object.keys(values).includes(sort.replace("-", "")) ? sort.replace("-", "") : "";
  const language = asked.get("lang") ?? data.language;
  if (Object.keys(data.words).includes(language)) view.language = language;
  view.theme = ["light", "dark"].includes(asked.get("theme")) ? asked.get("theme") : "system";
  dress();
  speak();
  sorted();
  draw();
  const to = isView ? asked.get("to") ?? "" : decodeURIComponent(location.hash.slice(1));
  if (to !== "") show(to);
};

const dress = () => {
  document.documentElement.dataset.theme = view.theme;
  one(`theme-${view.theme}`).checked = true;
  one(`language-${view.language}`).checked = true;
};

// Leads to a place, also where it waits outside the document, is folded up, or is left out by a filter.
const show = (id) => {
  if (rowOf.has(id)) {
    const at = rowOf.get(id);
    if (!rows[at].isConnected) {
      if (listed.includes(at)) {
        limit = Infinity;
        drawTable(current);
      } else {
        if (stale.delete(rows[at])) translated(rows[at]);
        body.prepend(rows[at]);
      }
    }
  }
  if (holders.has(id)) bring(holders.get(id));
  const target = one(id);
  if (target === null) return;
  for (let above = target; above !== null; above = above.parentElement) {
    if (above.tagName === "DETAILS") above.open = true;
    if (above.hidden) above.hidden = false;
  }
  forget();
  for (const marked of every(".is-target")) marked.classList.remove("is-target");
  target.classList.add("is-target");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.offsetHeight > innerHeight / 2 ? "start" : "center" });
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link === null) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const to = decodeURIComponent(link.getAttribute("href").slice(1));
  history.pushState(null, "", address(to));
  show(to);
});
addEventListener("popstate", read);

const choose = (language) => {
  view.language = language;
  dress();
  speak();
  update();
};
const color = (theme) => {
  view.theme = theme;
  dress();
  history.replaceState(null, "", address(""));
};
const reset = () => {
  for (const facet of FACETS) {
    view.chosen[facet].clear();
    for (const box of boxes[facet]) box.checked = false;
  }
  view.query = "";
  one("search").value = "";
  limit = AT_ONCE;
  update();
};
for (const facet of FACETS) {
  boxes[facet].forEach((box, at) => {
    box.addEventListener("change", () => {
      if (box.checked) view.chosen[facet].add(at);
      else view.chosen[facet].delete(at);
      update();
    });
  });
}
let typing = 0;
one("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    view.query = one("search").value;
    update();
  }, activities.length > 1000 ? 200 : 0);
});
one("panel").addEventListener("submit", (event) => event.preventDefault());
one("reset").addEventListener("click", reset);
for (const input of every("#languages input")) input.addEventListener("change", () => choose(input.value));
for (const input of every("#themes input")) input.addEventListener("change", () => color(input.value));

const next = (all, now) => all[(all.indexOf(now) + 1) % all.length];
const actions = {
  "/": () => one("search").focus(),
  g: () => show("gaps"),
  c: () => show("coverage"),
  m: () => show("clauses"),
  t: () => show("timeline"),
  a: () => show("table"),
  r: reset,
  d: () => color(next(["system", "light", "dark"], view.theme)),
  l: () => choose(next(Object.keys(data.words), view.language)),
  "?": () => {
    one("help").open = !one("help").open;
  },
};
document.addEventListener("keydown", (event) => {
  const isTyped = event.target.closest ? event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select") : null;
  if (both(event.key === "Escape", isTyped !== null)) isTyped.blur();
  const action = actions[event.key];
  if (isTyped !== null || event.ctrlKey || event.metaKey || event.altKey || !one("keys").checked || !action) return;
  event.preventDefault();
  action();
});

// Paper shows everything that the filters leave, unfolded.
let folds = [];
addEventListener("beforeprint", () => {
  folds = every("main details:not([open])");
  for (const held of waiting) bring(held);
  for (const fold of folds) fold.open = true;
  limit = Infinity;
  drawTable(current);
});
addEventListener("afterprint", () => {
  for (const fold of folds) fold.open = false;
  putAll();
  limit = AT_ONCE;
  drawTable(current);
});

// On a small screen what is missing comes before the panel.
if (70 * 16 >= innerWidth) one("fold").open = false;
one("needs-script").hidden = true;
one("panel").hidden = false;
for (const element of every("[data-script]")) element.hidden = false;
putAll();
read();
