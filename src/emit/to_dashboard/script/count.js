// What is shown under the filters, and how much of it answers what.
const some = (chosen, values) => chosen.size === 0 || values.some((value) => chosen.has(value));
const both = (first, second) => (first ? second : false);

const linkPasses = (link) =>
  both(some(view.chosen.resolution, [link.text]), some(view.chosen.addressee, link.addressees));
const clausePasses = (clause) =>
  both(some(view.chosen.resolution, [clause.text]), some(view.chosen.addressee, clause.addressees));
const ownPasses = (activity) =>
  both(
    both(some(view.chosen.status, [activity.status]), some(view.chosen.office, [activity.office])),
    both(some(view.chosen.region, activity.regions), some(view.chosen.period, activity.periods)),
  );
const isTextless = (activity) => activity.links.every((link) => link.text === -1);
const linksPass = (activity) => {
  const { resolution, addressee } = view.chosen;
  if (both(resolution.size === 0, addressee.size === 0)) return true;
  if (activity.links.some(linkPasses)) return true;
  return both(both(isTextless(activity), addressee.size === 0), resolution.has(data.texts));
};

const tally = () => ({ activities: 0, by: [0, 0, 0, 0], sums: new Map() });
const enter = (into, activity) => {
  into.activities += 1;
  into.by[activity.status] += 1;
  if (activity.amount !== null) into.sums.set(activity.currency, (into.sums.get(activity.currency) ?? 0n) + activity.amount);
};
const tallies = (length) => Array.from({ length }, tally);

const recount = () => {
  const terms = folded(view.query).split(/\s+/).filter((term) => term !== "");
  const holds = (words) => terms.every((term) => words.includes(term));
  const isSearching = terms.length > 0;
  const hits = isSearching
    ? { activities: searched().activities.map(holds), clauses: searched().clauses.map(holds) }
    : null;
  const own = activities.map(ownPasses);
  const isFound = (activity, at) =>
    hits.activities[at] || activity.links.some((link) => both(link.clause !== -1, hits.clauses[link.clause]));
  const shown = activities.map((activity, at) => {
    if (!both(own[at], linksPass(activity))) return false;
    return isSearching ? isFound(activity, at) : true;
  });
  const isRead = (clause, at) => hits.clauses[at] || clause.links.some((link) => hits.activities[link.activity]);
  const within = clauses.map(clausePasses);
  const read = clauses.map((clause, at) => both(within[at], isSearching ? isRead(clause, at) : true));

  // A clause is answered by what answers it, what stands below it and what stands above it.
  const below = clauses.map((clause) => clause.links.some((link) => shown[link.activity]));
  const above = [...below];
  for (let at = clauses.length - 1; at >= 0; at -= 1) {
    if (both(below[at], clauses[at].parent !== -1)) below[clauses[at].parent] = true;
  }
  clauses.forEach((clause, at) => {
    if (clause.parent !== -1) above[at] = above[at] || above[clause.parent];
  });
  const answered = clauses.map((_, at) => below[at] || above[at]);

  const now = {
    shown, read, answered,
    isFiltered: isSearching || FACETS.some((facet) => view.chosen[facet].size > 0),
    passing: links.map((link) => (link.activity === -1 ? false : both(shown[link.activity], linkPasses(link)))),
    suggested: data.suggestions.map(([activity, clause]) => {
      if (activity === -1) return false;
      if (!own[activity]) return false;
      if (clause === -1) return both(view.chosen.resolution.size + view.chosen.addressee.size === 0, isSearching ? hits.activities[activity] : true);
      return both(within[clause], isSearching ? hits.activities[activity] || hits.clauses[clause] : true);
    }),
    total: tally(),
    withoutBudget: 0,
    budgeted: data.currencies.map(() => 0),
    clauses: { text: Array.from({ length: data.texts }, () => [0, 0]), section: sections.map(() => [0, 0]), addressee: Array.from({ length: data.addressees + 1 }, () => [0, 0]) },
    rows: {
      text: tallies(data.texts), section: tallies(sections.length), addressee: tallies(data.addressees + 1),
      region: tallies(data.regions + 1), office: tallies(data.offices + 1), period: tallies(data.periods + 1),
    },
    choices: {
      resolution: Array(data.texts + 1).fill(0), status: [0, 0, 0, 0], addressee: Array(data.addressees + 1).fill(0),
      region: Array(data.regions + 1).fill(0), office: Array(data.offices + 1).fill(0), period: Array(data.periods + 1).fill(0),
    },
  };
  clauses.forEach((clause, at) => {
    if (!both(read[at], clause.operative)) return;
    const places = [now.clauses.text[clause.text], now.clauses.section[clause.section]];
    places.push(...clause.addressees.map((addressee) => now.clauses.addressee[addressee]));
    for (const place of places) {
      place[1] += 1;
      if (answered[at]) place[0] += 1;
    }
  });
  activities.forEach((activity, at) => {
    if (shown[at]) countIn(now, activity);
  });
  return now;
};

const countIn = (now, activity) => {
  enter(now.total, activity);
  if (activity.amount === null) now.withoutBudget += 1;
  else now.budgeted[activity.currency] += 1;
  const inTexts = new Set(activity.links.map((link) => link.text).filter((text) => text !== -1));
  const standing = activity.links.filter((link) => link.inForce);
  const addressees = new Set(standing.flatMap((link) => link.addressees));
  if (inTexts.size === 0) now.choices.resolution[data.texts] += 1;
  for (const text of inTexts) now.choices.resolution[text] += 1;
  for (const addressee of addressees) now.choices.addressee[addressee] += 1;
  now.choices.status[activity.status] += 1;
  now.choices.office[activity.office] += 1;
  for (const region of activity.regions) now.choices.region[region] += 1;
  for (const period of activity.periods) now.choices.period[period] += 1;

  const answering = standing.filter(linkPasses);
  if (answering.length === 0) return;
  const each = (table, values) => {
    for (const value of new Set(values)) if (value !== -1) enter(now.rows[table][value], activity);
  };
  each("text", answering.map((link) => link.text));
  each("section", answering.map((link) => link.section));
  each("addressee", answering.flatMap((link) => link.addressees));
  each("region", activity.regions);
  each("office", [activity.office]);
  each("period", activity.periods);
};
