// What was counted goes into the page: nothing is made anew that is there, and what did not change is not touched.
const hide = (element, isHidden) => {
  if (element.hidden !== isHidden) element.hidden = isHidden;
};
const percent = (value, whole) => `${(whole === 0 ? 0 : (value * 100) / whole).toFixed(2)}%`;
const bar = (svg, parts, whole) => {
  let before = 0;
  parts.forEach((part, at) => {
    svg.children[at].setAttribute("x", percent(before, whole));
    svg.children[at].setAttribute("width", percent(part, whole));
    before += part;
  });
};
const money = (cell, sums) => {
  cell.replaceChildren();
  data.currencies.forEach((currency, at) => {
    if (!sums.has(at)) return;
    const [holder, amount, unit] = ["span", "span", "span"].map((name) => document.createElement(name));
    holder.className = "money";
    unit.className = "currency";
    unit.textContent = currency;
    amount.dataset.v = decimal(sums.get(at));
    amount.textContent = grouped(amount.dataset.v);
    holder.append(amount, " ", unit);
    cell.append(holder, " ");
  });
};

const tables = every("table[data-rows]").map((table) => ({
  name: table.dataset.rows,
  rows: every("tbody > tr", table).map((row) => ({
    row,
    data: row.dataset,
    answered: row.querySelector("svg.answered"),
    share: every(".share [data-v]", row),
    status: row.querySelector("svg.by-status"),
    figures: every(".figure:not(.share)", row),
    budgets: row.querySelector(".budgets"),
  })),
}));
const drawRows = (now) => {
  for (const { name, rows: of } of tables) {
    if (name === "currency") {
      of.forEach(({ row, figures }, at) => {
        figure(figures[0], decimal(now.total.sums.get(at) ?? 0n));
        figure(figures[1], now.budgeted[at]);
        hide(row, now.budgeted[at] === 0);
      });
      continue;
    }
    const about = (row) => (row.data.s === undefined ? [name, Number(row.data.t ?? row.data.i)] : ["section", Number(row.data.s)]);
    const counted = of.map((row) => {
      const [kind, at] = about(row);
      return [row, now.rows[kind][at], now.clauses[kind] === undefined ? null : now.clauses[kind][at]];
    });
    const most = Math.max(0, ...counted.map(([, of]) => of.activities));
    for (const [parts, of, share] of counted) {
      hide(parts.row, both(of.activities === 0, share === null ? true : share[1] === 0));
      const signature = [of.activities, of.by, share, most, [...of.sums].map(([at, sum]) => `${at}:${sum}`)].join("|");
      if (parts.signature === signature) continue;
      parts.signature = signature;
      if (share !== null) {
        bar(parts.answered, [share[0], share[1] - share[0]], share[1]);
        parts.share.forEach((element, at) => figure(element, share[at]));
      }
      bar(parts.status, of.by, most);
      parts.figures.forEach((cell, at) => figure(cell, at === 0 ? of.activities : of.by[at - 1]));
      money(parts.budgets, of.sums);
    }
  }
};

// Items with the number of what they are about, and whether each was hidden when it was last looked at.
const numbered = (items, key) => items.map((element) => ({ element, at: Number(element.dataset[key]), isHidden: element.hidden }));
const keep = (item, isHidden) => {
  if (item.isHidden === isHidden) return;
  item.isHidden = isHidden;
  item.element.hidden = isHidden;
};
const openLists = every("#gap-unanswered details.of-text").map((part) => ({ part, items: numbered(every("li", part), "c") }));
const lists = every("ul[data-list]").map((list) => {
  const [kind] = ["a", "l", "g"].filter((key) => list.querySelector(`li[data-${key}]`) !== null);
  const items = kind === undefined ? [] : numbered(every(`li[data-${kind}]`, list), kind);
  for (const item of items) item.group = item.element.closest(".group");
  return { name: list.dataset.list, kind, items, groups: every(".group", list) };
});
const empties = Object.fromEntries(every("[data-empty]").map((element) => [element.dataset.empty, element]));
const treeTexts = every("#clauses details.text").map((part) => ({ part, sections: numbered(every("[data-s]", part), "s") }));
const ties = numbered(every("#clauses li[data-l]"), "l");
const treeItems = inTree.map((element) => ({ element, isHidden: false }));
let wasAnswered = [];
const drawTree = (now) => {
  const isLive = sections.map(() => false);
  clauses.forEach((clause, at) => {
    if (now.read[at]) isLive[clause.section] = true;
    keep(treeItems[at], !now.read[at]);
    if (now.answered[at] !== wasAnswered[at]) inTree[at].classList.toggle("answered", now.answered[at]);
  });
  wasAnswered = now.answered;
  for (const tie of ties) keep(tie, !now.passing[tie.at]);
  let shown = 0;
  for (const { part, sections: of } of treeTexts) {
    for (const section of of) keep(section, !isLive[section.at]);
    const isEmpty = of.every((section) => section.isHidden);
    if (!isEmpty) shown += 1;
    hide(part, isEmpty);
  }
  if (treeTexts.length > 0) hide(empties.tree, shown > 0);
  now.clauses.text.forEach(([answered, all], at) => {
    count(`text.${at}.answered`, answered);
    count(`text.${at}.clauses`, all);
  });
};

const drawGaps = (now) => {
  for (const { part, items } of openLists) {
    let open = 0;
    for (const item of items) {
      const isGap = both(now.read[item.at], !now.answered[item.at]);
      if (isGap) open += 1;
      keep(item, !isGap);
    }
    count(`open.${part.dataset.t}`, open);
    hide(part, open === 0);
  }
  const isShown = { a: now.shown, l: now.passing, g: now.suggested };
  for (const { name, kind, items, groups } of lists) {
    let open = 0;
    const live = new Set();
    for (const item of items) {
      const isOpen = isShown[kind][item.at];
      keep(item, !isOpen);
      if (!isOpen) continue;
      open += 1;
      live.add(item.group);
    }
    for (const group of groups) hide(group, !live.has(group));
    count(name, open);
    if (empties[name] !== undefined) hide(empties[name], open > 0);
  }
};
// What was brought out against a filter goes again when the filters change.
const forget = () => {
  for (const item of [...treeItems, ...ties, ...treeTexts.flatMap((text) => text.sections)]) item.isHidden = item.element.hidden;
};

const drawFigures = (now) => {
  const sum = (at) => now.clauses.text.reduce((total, of) => total + of[at], 0);
  const [answered, all] = [sum(0), sum(1)];
  count("answered", answered);
  count("clauses", all);
  count("unanswered", all - answered);
  hide(empties.unanswered, all > answered);
  count("activities", now.total.activities);
  now.total.by.forEach((value, at) => count(`by.${at}`, value));
  count("without-budget", now.withoutBudget);
  bar(one("bar-answered").firstElementChild, [answered, all - answered], all);
  bar(one("bar-activities").firstElementChild, now.total.by, activities.length);
  for (const facet of FACETS) {
    now.choices[facet].forEach((value, at) => count(`${facet}.${at}`, value));
    const chosen = view.chosen[facet].size;
    document.querySelector(`[data-facet="${facet}"] .chosen`).textContent = chosen === 0 ? "" : `(${chosen})`;
  }
  const colon = say("colon");
  one("announced").textContent =
    `${say("filter.announced_activities")}${colon}${grouped(now.total.activities)} / ${grouped(activities.length)}. ` +
    `${say("filter.announced_clauses")}${colon}${grouped(answered)} / ${grouped(all)}.`;
};

// The filters in words, for paper and for whoever comes to a view that somebody else made.
const drawInForce = (now) => {
  const colon = say("colon");
  const parts = FACETS.filter((facet) => view.chosen[facet].size > 0).map((facet) => {
    const names = [...view.chosen[facet]].map((at) => boxes[facet][at].labels[0].firstElementChild.textContent);
    return `${say(`filter.${facet}`)}${colon}${names.join(say("list_comma"))}`;
  });
  if (view.query.trim() !== "") parts.push(`${say("filter.search")}${colon}${view.query.trim()}`);
  one("in-force-list").textContent = parts.length === 0 ? say("filter.inactive") : parts.join("; ");
  one("in-force").classList.toggle("is-filtered", now.isFiltered);
};
