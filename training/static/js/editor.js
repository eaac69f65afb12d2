// Keeps what is typed on this device until it is saved. An extra: the button saves without it.
const form = document.querySelector("form[data-editor]");
const words = form?.dataset;
const said = document.querySelector("#said");
const PREFIX = "unsaved/";
const KEPT_FOR = 30 * 24 * 3600 * 1000;
const PATIENCE = 5000;
// What the form was opened with, and its buttons: nobody has typed that.
const CONTROLS = ["ticket", "basis", "number", "kept", "act"];
let opened = null;
let changed = false;
let waiting = null;
let passed = false;
// What was kept before and nobody has decided about yet.
let undecided = null;

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {} // a browser that keeps nothing has nothing to forget
}

function forgetOld() {
  try {
    const keys = Object.keys(localStorage).filter((each) => each.startsWith(PREFIX)).map((each) => each.slice(PREFIX.length));
    for (const key of keys) if (Date.now() - (kept(key)?.at ?? 0) > KEPT_FOR) forget(key);
  } catch {} // likewise
}

function write(key, entry) {
  if (!entry) return forget(key);
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(entry));
  } catch {
    say(words.full);
  }
}

function typed() {
  return JSON.stringify([...new FormData(form)].filter(([name]) => !CONTROLS.includes(name)));
}

function keep(sent) {
  clearTimeout(waiting);
  waiting = null;
  write(words.editor, changed ? { at: Date.now(), fields: typed(), sent, older: undecided } : undecided);
}

function say(sentence) {
  said.textContent = sentence;
  said.classList.add("saved-live--failed");
}

function noted() {
  changed = typed() !== opened;
  clearTimeout(waiting);
  waiting = setTimeout(keep, 600, false);
}

function put(fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    const own = values.get(field.name) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = own.includes(field.value);
    else if (field.type !== "hidden" && own.length) field.value = own[0];
  }
  return [...values].filter(([name, [value]]) => !form.elements[name] && value.trim()).map(([, [value]]) => value);
}

function offer(found) {
  const notice = document.querySelector("#on-device");
  const moment = new Date(found.at);
  undecided = found;
  notice.querySelector("time").dateTime = moment.toISOString();
  notice.querySelector("time").textContent = moment.toLocaleString(words.locale, { dateStyle: "long", timeStyle: "short" });
  notice.hidden = false;
  const decided = () => {
    undecided = null;
    notice.hidden = true;
    keep(false);
    if (found.older) offer(found.older);
    else form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  };
  notice.querySelector("[data-drop]").onclick = decided;
  notice.querySelector("[data-take]").onclick = () => {
    const left = put(JSON.parse(found.fields));
    changed = typed() !== opened;
    document.querySelector("#left-text").value = left.join("\n\n");
    document.querySelector("#left").hidden = !left.length;
    decided();
  };
}

async function send(event) {
  if (passed) return;
  event.preventDefault();
  keep(true);
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

// What was sent and is saved now is not unsaved any more; what was typed after it still is.
const saved = document.querySelector("[data-saved]")?.dataset.saved;
const sent = saved ? kept(saved) : null;
if (sent?.sent) write(saved, sent.older);
for (const each of document.querySelectorAll("[data-forget]")) {
  each.addEventListener(each.matches("form") ? "submit" : "click", () => {
    passed = true;
    changed = false;
    forget(each.dataset.forget);
  });
}
if (form) {
  forgetOld();
  const found = kept(words.editor);
  // What is typed here already and not saved differs from whatever it was opened with.
  changed = "unsaved" in words;
  opened = changed ? null : typed();
  if (changed) keep(false);
  else if (found && found.fields !== opened) {
    // What was sent and kept by the server is offered above, with what differs.
    if (found.sent && document.querySelector(".kept")) undecided = found;
    else offer(found);
  }
  form.addEventListener("input", noted);
  form.addEventListener("change", noted);
  form.addEventListener("submit", send);
  addEventListener("pageshow", () => { passed = false; });
  addEventListener("pagehide", () => { if (waiting !== null && !passed) keep(false); });
  addEventListener("beforeunload", (event) => { if (changed && !passed) event.preventDefault(); });
}
