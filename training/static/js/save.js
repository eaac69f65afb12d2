// Saves an answer as soon as it is given. An extra: the button does the same, and nothing else needs a script.
const form = document.querySelector("form#question");
const live = form?.querySelector(".saved-live");
const patience = 10_000;
let waiting = null;
let saving = null;

function save({ keepalive = false } = {}) {
  waiting = null;
  // One after the other: the last answer is the one that counts.
  const mine = Promise.resolve(saving).then(() => send(keepalive)).finally(() => {
    if (saving === mine) saving = null;
  });
  saving = mine;
}

async function send(keepalive) {
  try {
    const reply = await fetch(form.action, {
      method: "POST", body: quiet(), redirect: "manual", keepalive, signal: AbortSignal.timeout(patience),
    });
    if (reply.status === 204) goOnFrom(reply);
    // Nobody is led away from a page that they are writing on.
    say(reply.status === 204 ? "saved" : reply.type === "opaqueredirect" ? "late" : "failed");
  } catch {
    say("failed");
  }
}

function quiet() {
  const sent = new FormData(form);
  sent.set("quiet", "1");
  // Each save is an answer of its own: the same id again would be the same answer.
  sent.set("answer", newId());
  return sent;
}

function goOnFrom(reply) {
  const words = form.elements["response-from"];
  if (words) words.value = reply.headers.get("Words-Kept");
  // What the page said when it came is no longer true.
  document.querySelector(".numbers__saved")?.remove();
}

function say(what) {
  live.textContent = what ? live.dataset[what] : "";
  live.classList.toggle("saved-live--failed", what === "failed" || what === "late");
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function soon(event) {
  clearTimeout(waiting);
  say("");
  // What is said about an answer is not said about another one.
  document.querySelector("#told .notice")?.remove();
  waiting = setTimeout(save, event.type === "change" ? 150 : 1200);
}

// A decision in a case cannot be taken back, so only the button takes it.
if (live && !form.querySelector(".way")) {
  form.addEventListener("change", soon);
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text], input:not([type])")) soon(event);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    waiting = null;
    if (!saving) return;
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
  });
  // Whoever follows a link at once has answered all the same.
  addEventListener("pagehide", () => {
    if (waiting === null) return;
    clearTimeout(waiting);
    save({ keepalive: true });
  });
}
