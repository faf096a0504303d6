"use strict";
(() => {
  const one = (id) => document.getElementById(id);
  const check = (id) => {
    one(id).checked = true;
  };
  const changes = () =>
    [...document.querySelectorAll("#texts .is-changed, #texts .is-doubtful")].filter((item) => item.offsetParent);
  const position = one("position");
  const help = one("help");
  let current = null;

  const go = (by) => {
    const all = changes();
    if (all.length === 0) return;
    let at = all.indexOf(document.activeElement);
    if (at === -1) at = all.indexOf(current);
    if (at === -1) {
      const below = all.findIndex((item) => item.getBoundingClientRect().top > 1);
      at = below === -1 ? (by > 0 ? -1 : all.length) : by > 0 ? below - 1 : below;
    }
    at = (at + by + all.length) % all.length;
    current = all[at];
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "center" });
    position.textContent = `${at + 1} / ${all.length}`;
  };
  const only = (name) => check(one(`show-${name}`).checked ? "show-all" : `show-${name}`);
  const actions = {
    j: () => go(1),
    n: () => go(1),
    k: () => go(-1),
    p: () => go(-1),
    i: () => check("view-inline"),
    s: () => check("view-sides"),
    c: () => only("changed"),
    d: () => only("doubtful"),
    "?": () => {
      help.open = !help.open;
    },
  };
  document.addEventListener("keydown", (event) => {
    const pressed = event.ctrlKey || event.metaKey || event.altKey;
    const action = actions[event.key];
    if (pressed || !one("keys").checked || !action) return;
    event.preventDefault();
    action();
    if (current) current.scrollIntoView({ block: "center" });
  });
  help.hidden = false;
})();
