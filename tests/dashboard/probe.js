// Plays a reader, and writes down what the page shows after each step.
(async () => {
  const log = [];
  const number = (element) => Number(element.textContent.replace(/\D/g, ""));
  const isShown = (element) => element.offsetParent !== null;
  const names = ["activities", "clauses", "answered", "unanswered", "unresourced", "loose", "review", "suggestions"];
  const unfold = () => document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  unfold();
  const figures = () => {
    const of = {};
    for (const name of names) {
      const all = [...document.querySelectorAll(`[data-n="${name}"]`)].map(number);
      of[name] = all.every((value) => value === all[0]) ? all[0] : all;
    }
    return of;
  };
  const seen = () => ({
    activities: document.querySelectorAll("#rows > tr").length,
    unanswered: [...document.querySelectorAll("#gap-unanswered li")].filter(isShown).length,
    open: [...document.querySelectorAll("#clauses .section[data-s] li.clause:not(.answered)")].filter((one) => isShown(one)).filter((one) => one.closest(".preamble") === null).length,
    unresourced: [...document.querySelectorAll("#gap-unresourced li")].filter(isShown).length,
    loose: [...document.querySelectorAll("#gap-loose li")].filter(isShown).length,
    review: [...document.querySelectorAll("#gap-review li")].filter(isShown).length,
    suggestions: [...document.querySelectorAll("#suggestions li[data-g]")].filter(isShown).length,
    bars: [...document.querySelectorAll("#bars tr[data-a]")].filter(isShown).length,
  });
  const note = (step, more = {}) => log.push({ step, figures: figures(), seen: seen(), hash: decodeURIComponent(location.hash), ...more });
  const box = (name, value) => [...document.querySelectorAll(`input[name="${name}"]`)].find((one) => one.value === value);
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const first = () => [...document.querySelectorAll("#rows > tr > th > code")].map((one) => one.textContent);
  const heading = (name) => document.querySelector(`th[data-sort="${name}"]`);
  const reset = () => document.getElementById("reset").click();

  note("start");
  for (const { step, clicks, search } of STEPS) {
    for (const [name, value] of clicks) box(name, value).click();
    if (search !== "") {
      document.getElementById("search").value = search;
      document.getElementById("search").dispatchEvent(new Event("input"));
      await wait(300);
    }
    unfold();
    note(step, { announced: document.getElementById("announced").textContent, inForce: document.getElementById("in-force").textContent });
    reset();
  }
  note("reset");

  for (const name of ["start", "budget", "id"]) {
    heading(name).querySelector("button").click();
    note(`sort ${name}`, { order: first(), sort: heading(name).getAttribute("aria-sort") });
    heading(name).querySelector("button").click();
    note(`sort -${name}`, { order: first(), sort: heading(name).getAttribute("aria-sort") });
  }
  const title = () => document.querySelector("h1").textContent;
  const other = document.querySelector("#languages input:not(:checked)");
  const before = title();
  other.click();
  note("language", { title: title(), before, lang: document.documentElement.lang, window: document.title, cell: document.querySelector("#rows .badge").textContent });
  press("l");
  note("language key", { title: title(), lang: document.documentElement.lang });
  const ground = () => getComputedStyle(document.body).backgroundColor;
  document.getElementById("theme-dark").click();
  note("dark", { ground: ground() });
  document.getElementById("theme-light").click();
  note("light", { ground: ground() });
  press("d");
  note("theme key", { theme: document.documentElement.dataset.theme });
  press("/");
  note("search key", { active: document.activeElement.id });
  document.activeElement.blur();
  press("a");
  note("table key", { active: document.activeElement.id });
  document.getElementById("help").open = false;
  press("?");
  note("help", { open: document.getElementById("help").open });
  box("status", "planned").click();
  press("r");
  note("reset key");
  document.getElementById("keys").click();
  press("?");
  note("keys off", { open: document.getElementById("help").open });
  const link = document.querySelector("#rows a[href*='__']");
  link.click();
  note("link", { active: document.activeElement.id, href: decodeURIComponent(link.getAttribute("href")) });
  location.hash = "#?status=done&q=formation&lang=en";
  await wait(300);
  note("address", { title: title() });
  document.body.dataset.log = JSON.stringify(log);
})().catch((error) => { document.body.dataset.log = JSON.stringify([{ step: `failed: ${error.stack}` }]); });
