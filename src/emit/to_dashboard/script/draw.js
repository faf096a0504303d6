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

const tables = every("table[data-rows]").map((table) => ({ name: table.dataset.rows, rows: every("tbody > tr", table) }));
const drawRows = (now) => {
  for (const { name, rows: of } of tables) {
    if (name === "currency") {
      of.forEach((row, at) => {
        figure(row.querySelector(".amount"), decimal(now.total.sums.get(at) ?? 0n));
        figure(row.querySelector(".by"), now.budgeted[at]);
        hide(row, now.budgeted[at] === 0);
      });
      continue;
    }
    const about = (row) => {
      if (row.dataset.s !== undefined) return ["section", Number(row.dataset.s)];
      return [name, Number(row.dataset.t ?? row.dataset.i)];
    };
    const counted = of.map((row) => {
      const [kind, at] = about(row);
      return [row, now.rows[kind][at], now.clauses[kind] === undefined ? null : now.clauses[kind][at]];
    });
    const most = Math.max(0, ...counted.map(([, of]) => of.activities));
    for (const [row, of, share] of counted) {
      hide(row, both(of.activities === 0, share === null ? true : share[1] === 0));
      const signature = JSON.stringify([of.activities, of.by, [...of.sums].map(([at, sum]) => [at, `${sum}`]), share, most]);
      if (row.signature === signature) continue;
      row.signature = signature;
      if (share !== null) {
        bar(row.querySelector("svg.answered"), [share[0], share[1] - share[0]], share[1]);
        every(".share [data-v]", row).forEach((element, at) => figure(element, share[at]));
      }
      bar(row.querySelector("svg.by-status"), of.by, most);
      const [total, ...by] = every(".figure:not(.share)", row);
      figure(total, of.activities);
      by.forEach((cell, at) => figure(cell, of.by[at]));
      money(row.querySelector(".budgets"), of.sums);
    }
  }
};

const openLists = every("#gap-unanswered details.of-text").map((part) => ({ part, items: every("li", part) }));
const lists = every("ul[data-list]").map((list) => ({
  name: list.dataset.list, items: every("li[data-a], li[data-l], li[data-g]", list), groups: every(".group", list),
}));
const empties = Object.fromEntries(every("[data-empty]").map((element) => [element.dataset.empty, element]));
const treeTexts = every("#clauses details.text").map((part) => ({ part, sections: every("[data-s]", part) }));
const ties = every("#clauses li[data-l]");
const was = { read: [], answered: [], passing: [] };
const drawTree = (now) => {
  const isLive = sections.map(() => false);
  clauses.forEach((clause, at) => {
    if (now.read[at]) isLive[clause.section] = true;
    if (now.read[at] !== was.read[at]) hide(inTree[at], !now.read[at]);
    if (now.answered[at] !== was.answered[at]) inTree[at].classList.toggle("answered", now.answered[at]);
  });
  for (const tie of ties) {
    const at = Number(tie.dataset.l);
    if (now.passing[at] !== was.passing[at]) hide(tie, !now.passing[at]);
  }
  for (const { part, sections: of } of treeTexts) {
    for (const section of of) hide(section, !isLive[Number(section.dataset.s)]);
    hide(part, of.every((section) => section.hidden));
  }
  if (treeTexts.length > 0) hide(empties.tree, treeTexts.some(({ part }) => !part.hidden));
  now.clauses.text.forEach(([answered, all], at) => {
    count(`text.${at}.answered`, answered);
    count(`text.${at}.clauses`, all);
  });
  Object.assign(was, { read: now.read, answered: now.answered, passing: now.passing });
};

const drawGaps = (now) => {
  for (const { part, items } of openLists) {
    let open = 0;
    for (const item of items) {
      const at = Number(item.dataset.c);
      const isGap = both(now.read[at], !now.answered[at]);
      if (isGap) open += 1;
      hide(item, !isGap);
    }
    count(`open.${part.dataset.t}`, open);
    hide(part, open === 0);
  }
  for (const { name, items, groups } of lists) {
    const isShown = (item) => {
      if (item.dataset.g !== undefined) return now.suggested[Number(item.dataset.g)];
      return item.dataset.l === undefined ? now.shown[Number(item.dataset.a)] : now.passing[Number(item.dataset.l)];
    };
    let open = 0;
    for (const item of items) {
      const isOpen = isShown(item);
      if (isOpen) open += 1;
      hide(item, !isOpen);
    }
    for (const group of groups) hide(group, group.querySelector("[data-g]:not([hidden])") === null);
    count(name, open);
    if (empties[name] !== undefined) hide(empties[name], open > 0);
  }
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
