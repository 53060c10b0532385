// A link or QR code brings the receipt code behind "#", where no server is told it: it is posted.
const form = document.querySelector("[data-code]");

function go() {
  const code = location.hash.slice(1).replaceAll("-", " ");
  if (!code) return;
  history.replaceState(null, "", location.pathname); // nobody shall find it in this browser later
  form.elements.code.value = code;
  form.submit();
}

addEventListener("hashchange", go);
go();
