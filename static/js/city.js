// Turns a field for a city into a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/):
// what is typed brings suggestions of our own gazetteer, in any script.
const CALM = 150; // ms without a key

class CityField {
  #cities = [];
  #active = -1;
  #timer;
  #asked = 0;

  constructor(field) {
    this.address = field.dataset.citySearch;
    this.input = field.querySelector("[data-city]");
    this.number = field.querySelector("[data-geoname-id]");
    this.list = field.querySelector("[data-suggestions]");
    this.note = field.querySelector("[data-note]");
    this.#describe();
    this.input.addEventListener("input", () => this.#type());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("blur", () => this.#close());
    // Before the field loses the focus, which would close the list under the finger.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const index = [...this.list.children].indexOf(target.closest("[role=option]"));
      if (index >= 0) this.#choose(index);
    });
  }

  #describe() {
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(said)) this.input.setAttribute(name, value);
    this.#close();
  }

  #type() {
    this.number.value = ""; // what was typed last counts
    this.note.textContent = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(this.input.value.trim()), CALM);
  }

  async #search(text) {
    const question = ++this.#asked;
    const cities = text ? await ask(`${this.address}?q=${encodeURIComponent(text)}`) : [];
    if (question !== this.#asked || document.activeElement !== this.input) return; // too late
    this.#cities = cities;
    this.list.replaceChildren(...cities.map((city, index) => this.#option(city, index)));
    this.#open(cities.length > 0);
    this.list.scrollIntoView({ block: "nearest" });
  }

  #option({ name, where }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.role = "option";
    option.className = "field__suggestion";
    const country = document.createElement("span");
    country.className = "hint";
    country.textContent = where;
    option.append(name, " ", country);
    return option;
  }

  #press(event) {
    const { key, isComposing, altKey } = event;
    if (isComposing || this.list.hidden) {
      if (key === "ArrowDown" && !isComposing) this.#search(this.input.value.trim());
      return;
    }
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (key in moves && !altKey) this.#move(moves[key]);
    else if (key === "Enter" && this.#active >= 0) this.#choose(this.#active);
    else if (key === "Escape" || (key in moves && altKey)) this.#close();
    else return;
    event.preventDefault();
  }

  // Down from the field to the first, up from it to the last; beyond both ends is the field.
  #move(step) {
    const count = this.#cities.length + 1;
    this.#mark(((this.#active + 1 + step + count) % count) - 1);
  }

  #mark(index) {
    this.#active = index;
    const options = [...this.list.children];
    options.forEach((option, place) => option.setAttribute("aria-selected", place === index));
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[index].id);
    options[index]?.scrollIntoView({ block: "nearest" });
  }

  #choose(index) {
    const city = this.#cities[index];
    this.input.value = city.label;
    this.number.value = city.geoname_id;
    this.note.textContent = city.note ?? "";
    this.#close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", isOpen);
    this.#mark(-1);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1; // an answer that is still on its way comes too late
    this.#open(false);
  }
}

async function ask(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? (await answer.json()).cities : [];
  } catch {
    return []; // without suggestions it is a plain field
  }
}

// Pages that come without being loaded call this themselves.
export function findCityFields(root = document) {
  for (const field of root.querySelectorAll("[data-city-search]")) new CityField(field);
}

findCityFields();
