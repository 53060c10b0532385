// Where single photos were taken: the fields in a photo's row, once the server knows the photo.
import { findCityFields } from "./city.js";

const form = document.querySelector("[data-add]");

form.addEventListener("answered", ({ target, detail }) => {
  const details = target.querySelector("[data-place]");
  if (!details?.hidden || !detail.is_read || detail.is_wrong) return;
  details.innerHTML = details.innerHTML.replaceAll("~", detail.token);
  details.hidden = false;
  findCityFields(details);
});
