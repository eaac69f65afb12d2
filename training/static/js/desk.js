// Keeps what is typed on this device until it is saved, and goes from text to text by keys. An extra: buttons do it all.
const form = document.querySelector("form[data-desk]");
const words = form?.dataset;
const said = document.querySelector("#said");
const PREFIX = "unsaved/";
const KEPT_FOR = 30 * 24 * 3600 * 1000;
const PATIENCE = 5000;
let waiting = null;
let passed = false;
// What was kept before and nobody has decided about yet, by text.
const undecided = new Map();

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function write(key, entry) {
  try {
    // The editor's pages take away what says of no moment, or of one long ago.
    if (Object.keys(entry.fields).length) localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), ...entry }));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    say(words.full);
  }
}

function forgetSent(key) {
  const fields = kept(key)?.fields ?? {};
  write(key, { fields: Object.fromEntries(Object.entries(fields).filter(([, each]) => !each.sent)) });
}

function say(sentence) {
  said.textContent = sentence;
  said.classList.add("saved-live--failed");
}

const rows = () => [...form.querySelectorAll("[data-segment]")];
const field = (row) => row.querySelector("textarea");
// The server takes away stray spaces: what differs in no more than these is the same.
const alike = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();
const changed = (row) => !alike(field(row).value, field(row).dataset.stood);

// What other pages of the same desk have kept stays; what is thrown away for what somebody else wrote does not.
function keep(sent, dropped) {
  clearTimeout(waiting);
  waiting = null;
  const fields = kept(words.desk)?.fields ?? {};
  for (const row of rows()) {
    const address = row.dataset.segment;
    const older = undecided.get(address);
    if (changed(row) && address !== dropped) fields[address] = { at: Date.now(), text: field(row).value, sent, older };
    else if (older) fields[address] = older;
    else delete fields[address];
  }
  write(words.desk, { fields });
}

function noted() {
  clearTimeout(waiting);
  waiting = setTimeout(keep, 600, false);
}

function offer(row, found) {
  const notice = document.querySelector("#on-device").content.cloneNode(true).firstElementChild;
  const moment = new Date(found.at);
  notice.querySelector("time").dateTime = moment.toISOString();
  notice.querySelector("time").textContent = moment.toLocaleString(words.locale, { dateStyle: "long", timeStyle: "short" });
  undecided.set(row.dataset.segment, found);
  const decided = () => {
    undecided.delete(row.dataset.segment);
    notice.remove();
    if (found.older) offer(row, found.older);
    keep(false);
    field(row).focus();
  };
  notice.querySelector("[data-drop]").onclick = decided;
  notice.querySelector("[data-take]").onclick = () => {
    field(row).value = found.text;
    decided();
  };
  field(row).before(notice);
}

async function send(event) {
  if (passed) return;
  event.preventDefault();
  const [act, about] = (event.submitter?.value ?? "").split(":");
  keep(true, act === "theirs" ? about : null);
  try {
    if (!navigator.onLine) throw new Error("offline");
    await fetch(words.probe, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    keep(false);
    return say(words.offline);
  }
  passed = true;
  form.requestSubmit(event.submitter);
}

function go(row, step) {
  const all = rows();
  const next = all[all.indexOf(row) + step];
  (next ? field(next) : step > 0 && document.querySelector("[data-next]"))?.focus();
}

function pressed(event) {
  const row = event.target.closest("[data-segment]");
  if (!row) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.altKey && step) {
    event.preventDefault();
    go(row, step);
  } else if (event.ctrlKey && event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit(row.querySelector("[data-save]"));
  }
}

// What was sent and is saved now is not unsaved any more, also where its text is not on this page.
const saved = document.querySelector("[data-saved]")?.dataset.saved;
if (saved) forgetSent(saved);
for (const each of document.querySelectorAll("form[data-forget]")) {
  each.addEventListener("submit", () => {
    passed = true;
    forgetSent(each.dataset.forget);
  });
}
if (form) {
  const old = kept(words.desk)?.fields ?? {};
  for (const address of Object.keys(old)) if (Date.now() - old[address].at > KEPT_FOR) delete old[address];
  for (const row of rows()) {
    const address = row.dataset.segment;
    const found = old[address];
    // What is typed here and not saved differs from what stood there at first.
    field(row).dataset.stood = "unsaved" in field(row).dataset ? "\u0000" : field(row).value;
    if (found && alike(found.text, field(row).value)) delete old[address];
    // What was sent and kept by the server is offered above, with what differs.
    else if (found?.sent && document.querySelector(".kept")) undecided.set(address, found);
    else if (found) offer(row, found);
  }
  write(words.desk, { fields: old });
  keep(false);
  document.querySelector("#keys").hidden = false;
  const landed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = landed?.matches("[data-segment]") ? landed : landed?.id === "texts" ? null : form.querySelector(".seg--open");
  // Browsers go to the place that the address names when all is loaded, and take the focus there.
  if (first) addEventListener("load", () => setTimeout(() => field(first).focus()));
  form.addEventListener("input", noted);
  form.addEventListener("keydown", pressed);
  form.addEventListener("submit", send);
  addEventListener("pageshow", () => { passed = false; });
  addEventListener("pagehide", () => { if (waiting !== null && !passed) keep(false); });
  addEventListener("beforeunload", (event) => { if (!passed && rows().some(changed)) event.preventDefault(); });
}
