// Puts the signs of Markdown around what is chosen. An extra: whoever knows them writes them.
const words = document.querySelector("form[data-toolbar]")?.dataset;

function mark(area, start, end, lines) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  const marked = lines ? start + chosen.replaceAll("\n", `\n${start}`) : start + chosen + end;
  area.setRangeText(marked, from, to, "end");
  if (!chosen && !lines) area.selectionEnd = area.selectionStart = from + start.length;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function toolbar(area) {
  const signs = [
    [words.bold, "b", () => mark(area, "**", "**")],
    [words.italic, "i", () => mark(area, "*", "*")],
    [words.list, "", () => mark(area, "- ", "", true)],
    [words.link, "k", () => mark(area, "[", "](https://)")],
  ];
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${words.toolbar}: ${document.querySelector(`label[for="${CSS.escape(area.id)}"]`).textContent}`);
  bar.setAttribute("aria-controls", area.id);
  for (const [label, letter, act] of signs) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "small-button", textContent: label, tabIndex: bar.children.length ? -1 : 0 });
    if (letter) button.setAttribute("aria-keyshortcuts", `Control+${letter.toUpperCase()}`);
    button.addEventListener("click", act);
    bar.append(button);
  }
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = bar.children[([...bar.children].indexOf(event.target) + step + signs.length) % signs.length];
    for (const each of bar.children) each.tabIndex = each === next ? 0 : -1;
    next.focus();
  });
  area.addEventListener("keydown", (event) => {
    const sign = (event.ctrlKey || event.metaKey) && !event.altKey && signs.find(([, letter]) => letter && letter === event.key.toLowerCase());
    if (!sign) return;
    event.preventDefault();
    sign[2]();
  });
  area.before(bar);
}

for (const area of document.querySelectorAll("form[data-toolbar] [data-markdown]")) toolbar(area);
