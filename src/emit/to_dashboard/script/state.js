"use strict";
// What the page holds, and what the reader has asked for. Signs that XML would take for its own are not used in any of these files.
const one = (id) => document.getElementById(id);
const every = (selector, within = document) => [...within.querySelectorAll(selector)];
const data = JSON.parse(one("data").textContent);

const FACETS = ["resolution", "status", "addressee", "region", "office", "period"];
const view = {
  language: data.language,
  theme: "system",
  query: "",
  chosen: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
  sort: "",
  descending: false,
};
const boxes = Object.fromEntries(FACETS.map((facet) => [facet, every(`input[name="${facet}"]`)]));

const activities = data.activities.map(([status, office, regions, periods, amount, currency, from, to, first, last]) => ({
  status, office, regions, periods, currency, from, to, first, last,
  amount: amount === null ? null : BigInt(amount),
  links: [],
}));
const sections = data.sections.map(([text, operative, addressees]) => ({ text, operative: operative === 1, addressees }));
const clauses = data.clauses.map(([section, parent, addressees]) => ({
  section, parent, addressees, text: sections[section].text, operative: sections[section].operative, links: [],
}));
const reached = (section, clause) => {
  if (section === -1) return [];
  if (!sections[section].operative) return [];
  return clause === -1 ? sections[section].addressees : clauses[clause].addressees;
};
const links = data.links.map(([activity, text, section, clause, inForce]) => ({
  activity, text, section, clause, inForce: inForce === 1, addressees: reached(section, clause),
}));
for (const link of links) {
  if (link.activity === -1) continue;
  activities[link.activity].links.push(link);
  if (link.clause !== -1) clauses[link.clause].links.push(link);
}

// Elements by their numbers.
const rows = every("#rows > tr");
const inTree = every("#clauses li[data-c]");
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOfActivity = (at) => every(".s", rows[at]).map((part) => part.textContent).join(" ");
const wordsOfClause = (at) => `${inTree[at].id} ${inTree[at].querySelector(".words").textContent}`;
let haystacks = null;
const searched = () => {
  if (haystacks === null) {
    haystacks = {
      activities: rows.map((_, at) => folded(wordsOfActivity(at))),
      clauses: inTree.map((_, at) => folded(wordsOfClause(at))),
    };
  }
  return haystacks;
};
