// What is long and folded up waits outside the document, so that a filter costs what is seen. Places within are known all the same.
const holders = new Map();
const waiting = every("details[data-wait]").map((fold) => {
  const nodes = [...fold.childNodes].filter((node) => node.nodeName !== "SUMMARY");
  const held = { fold, nodes, language: data.language, isAway: false };
  for (const element of every("[id]", fold)) holders.set(element.id, held);
  fold.addEventListener("toggle", () => (fold.open ? bring(held) : put(held)));
  return held;
});
const put = (held) => {
  if (held.isAway) return;
  held.isAway = true;
  for (const node of held.nodes) node.remove();
};
const bring = (held) => {
  if (!held.isAway) return;
  held.isAway = false;
  held.fold.append(...held.nodes);
  if (held.language !== view.language) translated(held.fold);
  held.language = view.language;
};
const putAll = () => {
  for (const held of waiting) if (!held.fold.open) put(held);
};
