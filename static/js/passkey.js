// Passkeys: the browser asks in its own words, then the form is sent as any other.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const known = (list = []) => list.map((each) => ({ ...each, id: toBytes(each.id) }));

// What is asked, with bytes where JSON has letters.
function read({ user, ...asked }) {
  return {
    ...asked,
    challenge: toBytes(asked.challenge),
    ...(user ? { user: { ...user, id: toBytes(user.id) } } : {}),
    ...(asked.excludeCredentials ? { excludeCredentials: known(asked.excludeCredentials) } : {}),
    ...(asked.allowCredentials ? { allowCredentials: known(asked.allowCredentials) } : {}),
  };
}

function write({ id, rawId, type, response }) {
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = toText(response[part]);
  }
  return JSON.stringify({ id, rawId: toText(rawId), type, response: said });
}

async function answer(form) {
  const publicKey = read(JSON.parse(form.dataset.asked));
  const verb = form.dataset.passkey === "make" ? "create" : "get";
  return write(await navigator.credentials[verb]({ publicKey }));
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = form.closest("[data-passkey-way]").hidden = false;
  const refused = form.querySelector("[data-refused]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    refused.hidden = true;
    try {
      form.elements.credential.value = await answer(form);
    } catch {
      refused.hidden = false; // cancelled, or no device at hand
      return;
    }
    form.requestSubmit();
  });
}
