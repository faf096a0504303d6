// The words of the page in each language, and numbers as each language writes them.
const say = (key) => data.words[view.language][key];
const grouped = (value) => {
  const [whole, part] = `${value}`.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = whole.slice(sign.length).replace(/\B(?=(\d{3})+$)/g, say("group"));
  return part === undefined ? sign + digits : sign + digits + say("decimal") + part;
};

const numbers = new Map();
const named = new Map();
for (const element of every("[data-n]")) {
  const name = element.dataset.n;
  named.set(name, [...(named.get(name) ?? []), element]);
}
const count = (name, value) => {
  if (numbers.get(name) === value) return;
  numbers.set(name, value);
  for (const element of named.get(name) ?? []) element.textContent = grouped(value);
};
const figure = (element, value) => {
  let holder = element.dataset.v === undefined ? element.querySelector("[data-v]") : element;
  if (holder === null) {
    holder = document.createElement("span");
    element.append(holder);
  }
  if (holder.dataset.v === `${value}`) return;
  holder.dataset.v = value;
  holder.textContent = grouped(value);
};

// An amount in the smallest unit as a decimal number.
const decimal = (units) => {
  const sign = units >= 0n ? "" : "-";
  const digits = `${units >= 0n ? units : -units}`.padStart(data.scale + 1, "0");
  const whole = digits.slice(0, digits.length - data.scale);
  const part = digits.slice(digits.length - data.scale).replace(/0+$/, "");
  return part === "" ? sign + whole : `${sign}${whole}.${part}`;
};

const translated = (root) => {
  for (const element of every("[data-w]", root)) element.textContent = say(element.dataset.w);
  for (const element of every("[data-w-aria]", root)) element.setAttribute("aria-label", say(element.dataset.wAria));
  for (const element of every("[data-v]", root)) element.textContent = grouped(element.dataset.v);
  for (const element of every("[data-p]", root)) element.textContent = element.dataset.p + say("percent");
  for (const element of every("[data-lang]", root)) {
    element.lang = view.language;
    element.dir = data.directions[view.language];
  }
};
// Rows that wait outside the document while the language changes.
const stale = new Set();
let spoken = data.language;
const speak = () => {
  if (spoken === view.language) return;
  spoken = view.language;
  document.documentElement.lang = view.language;
  document.documentElement.dir = data.directions[view.language];
  document.title = say("title");
  document.querySelector(".skip").textContent = say("skip");
  translated(document);
  for (const held of waiting) if (!held.isAway) held.language = view.language;
  for (const row of rows) if (!row.isConnected) stale.add(row);
  for (const [name, value] of numbers) for (const element of named.get(name) ?? []) element.textContent = grouped(value);
};
