// Makes or shows a passkey. An extra: a code of an app, or a recovery code, does the same without a script.
const form = document.querySelector("form[data-passkey]");
const live = form?.querySelector("[role=status]");

async function fill(event) {
  event.preventDefault();
  live.textContent = "";
  try {
    const reply = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), redirect: "manual" });
    // The proof of who is here has grown too old: the page itself leads to where it is renewed.
    if (reply.type === "opaqueredirect") return location.reload();
    if (!reply.ok) throw new Error(reply.statusText);
    const options = decoded(await reply.json());
    const shown = form.dataset.passkey === "new"
      ? await navigator.credentials.create({ publicKey: options })
      : await navigator.credentials.get({ publicKey: options });
    form.elements.credential.value = JSON.stringify(encoded(shown));
    form.submit();
  } catch {
    live.textContent = form.dataset.failed;
  }
}

function decoded(options) {
  const known = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: known(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: known(options.allowCredentials) }),
  };
}

function encoded(shown) {
  const told = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (shown.response[name]) told[name] = letters(shown.response[name]);
  }
  return { id: shown.id, rawId: letters(shown.rawId), type: shown.type, response: told, clientExtensionResults: {} };
}

function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

if (form && globalThis.PublicKeyCredential) {
  form.hidden = false;
  for (const words of document.querySelectorAll("[data-without-passkey]")) words.hidden = true;
  form.addEventListener("submit", fill);
}
