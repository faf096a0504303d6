// The table of activities: rows that are shown stand in the document, the others wait outside it.
const AT_ONCE = 100;
const body = one("rows");
const more = one("more");
let limit = AT_ONCE;
let order = rows.map((_, at) => at);
let listed = [];
for (const row of every("tr.rest", body)) row.classList.remove("rest");

const collator = new Intl.Collator(data.language, { numeric: true });
const cell = (at, column) => rows[at].children[column].textContent.trim();
const values = {
  id: (at) => rows[at].querySelector(".s").textContent,
  links: (at) => activities[at].links.filter((link) => both(link.inForce, link.clause !== -1)).length,
  status: (at) => activities[at].status,
  start: (at) => activities[at].from,
  end: (at) => activities[at].to,
  budget: (at) => (activities[at].amount === null ? null : [data.currencies[activities[at].currency], activities[at].amount]),
  region: (at) => cell(at, 6),
  office: (at) => cell(at, 7),
};
const compare = (first, second) => {
  if (typeof first === "string") return collator.compare(first, second);
  if (Array.isArray(first)) return collator.compare(first[0], second[0]) || compare(first[1], second[1]);
  return first > second ? 1 : second > first ? -1 : 0;
};
// What has no value stands last, whichever way the rest is sorted.
const sorted = () => {
  order = rows.map((_, at) => at);
  if (view.sort === "") return;
  const value = order.map(values[view.sort]);
  const sign = view.descending ? -1 : 1;
  order.sort((first, second) => {
    const [isFirst, isSecond] = [value[first] !== null, value[second] !== null];
    if (!both(isFirst, isSecond)) return isFirst === isSecond ? first - second : isFirst ? -1 : 1;
    return sign * compare(value[first], value[second]) || first - second;
  });
};

const drawTable = (now) => {
  listed = order.filter((at) => now.shown[at]);
  const visible = listed.slice(0, limit);
  for (const at of visible) {
    if (stale.delete(rows[at])) translated(rows[at]);
  }
  body.replaceChildren(...visible.map((at) => rows[at]));
  hide(more, visible.length === listed.length);
  hide(empties.table, listed.length > 0);
  for (const heading of every("th[data-sort]")) {
    if (heading.dataset.sort === view.sort) heading.setAttribute("aria-sort", view.descending ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  }
};

for (const heading of every("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener("click", () => {
    const isSame = view.sort === heading.dataset.sort;
    view.descending = isSame ? !view.descending : false;
    view.sort = heading.dataset.sort;
    sorted();
    update();
  });
}
more.firstElementChild.addEventListener("click", () => {
  limit = Infinity;
  drawTable(current);
});
const rowOf = new Map(rows.map((row, at) => [row.id, at]));
