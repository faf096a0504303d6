// Activities on the scale of time: each as a bar while they are few, or how many run at a time.
const bars = one("bars");
const columns = one("columns");
const fills = ["done", "now", "planned", "unknown"].map((name) => `url(#fill-${name})`);
const letters = ["done", "under_way", "planned", "unknown"];
const barRows = new Map(bars === null ? [] : every("tr[data-a]", bars).map((row) => [Number(row.dataset.a), row]));

const barRow = (at) => {
  if (barRows.has(at)) return barRows.get(at);
  const { status, from, to } = activities[at];
  const row = bars.querySelector(".model").cloneNode(true);
  row.className = "";
  row.hidden = false;
  row.dataset.a = at;
  const [id, title] = every("th > .s", rows[at]);
  const lead = document.createElement("a");
  lead.href = `#${rows[at].id}`;
  lead.append(...[...id.childNodes].map((node) => node.cloneNode(true)));
  const words = title.cloneNode(true);
  words.className = "title";
  row.querySelector("th").append(lead, " ", words);
  const [letter, word] = every("[data-w]", row.querySelector(".dates"));
  letter.dataset.w = `status.${letters[status]}_letter`;
  word.dataset.w = `status.${letters[status]}`;
  const [start, end] = every(".day", rows[at]).map((cell) => cell.textContent.replace("–", ""));
  row.querySelector(".days").textContent = start === end ? start : `${start} – ${end}`;
  const [open, extent, mark] = ["line.open", ".extent", ".start"].map((part) => row.querySelector(part));
  const place = (days) => percent(days, data.days);
  const begin = from === null ? to : to === null ? from : Math.min(from, to);
  const length = [from, to].includes(null) ? 0 : Math.max(0, to - from);
  extent.setAttribute("x", place(begin));
  extent.setAttribute("width", place(length));
  extent.setAttribute("fill", fills[status]);
  mark.setAttribute("x", place(begin));
  // What is done has ended, though nobody says when.
  if (both([from, to].includes(null), status !== 0)) {
    open.setAttribute("x1", from === null ? "0%" : place(from));
    open.setAttribute("x2", from === null ? place(to) : "100%");
  }
  translated(row);
  barRows.set(at, row);
  return row;
};

const drawTimeline = (now) => {
  if (bars === null) return;
  const dated = [];
  activities.forEach((activity, at) => {
    if (both(now.shown[at], activity.first !== -1)) dated.push(at);
  });
  const begin = (at) => activities[at].from ?? activities[at].to;
  const isDense = dated.length > data.most;
  hide(empties.timeline, dated.length > 0);
  hide(one("each"), isDense || dated.length === 0);
  hide(one("dense"), !isDense);
  if (!isDense) {
    dated.sort((first, second) => begin(first) - begin(second) || first - second);
    bars.replaceChildren(bars.querySelector(".model"), ...dated.map(barRow));
    return;
  }
  const counts = every("g", columns).map(() => [0, 0, 0, 0]);
  for (const at of dated) {
    const { first, last, status } = activities[at];
    for (let stretch = first; last >= stretch; stretch += 1) counts[stretch][status] += 1;
  }
  const most = Math.max(1, ...counts.map((by) => by.reduce((sum, value) => sum + value, 0)));
  const height = Number(columns.getAttribute("height"));
  count("peak", most);
  every("g", columns).forEach((column, stretch) => {
    let below = height;
    counts[stretch].forEach((value, status) => {
      below -= (value * height) / most;
      column.children[status].setAttribute("y", below.toFixed(2));
      column.children[status].setAttribute("height", ((value * height) / most).toFixed(2));
    });
  });
  every("#running tbody tr").forEach((row, stretch) => {
    every(".figure", row).forEach((cell, status) => figure(cell, counts[stretch][status]));
  });
};
