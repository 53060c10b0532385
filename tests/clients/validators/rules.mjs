// What html-validate asks of our pages: all of its recommended rules but these.
const OFF = {
  // Taste, which HTML leaves to everybody.
  "doctype-style": "off",
  "no-trailing-whitespace": "off",
  "no-redundant-for": "off",
  "no-implicit-button-type": "off",
  "no-implicit-input-type": "off",
  "no-implicit-close": "off",
  "prefer-native-element": "off", // a combobox finds cities in any script, a select does not
  "prefer-button": "off", // without a script, <input type=image> says where on a map was pressed
  "valid-id": ["error", { relaxed: true }], // "city-~" in a template, until its number is known
  "input-missing-label": "off", // of that picture alt is the label; axe asks for all others
  "require-sri": ["error", { target: "crossorigin" }], // nothing of ours comes from elsewhere
  // What stands in a <template> is no part of the document until a script puts it there.
  "empty-heading": "off",
  "no-multiple-main": "off",
  "unique-landmark": "off",
  // Photos and files of one form come in one list. A search is sent with Enter.
  "form-dup-name": "off",
  "wcag/h32": "off",
  "wcag/h30": "off", // whoever works here has a name; that all links have one is axe's, too
  // Known and meant: else browsers keep on the phone that "someone may be at risk" was chosen.
  "input-attributes": "off",
  "valid-autocomplete": "off",
};

export default { root: true, extends: ["html-validate:recommended", "html-validate:document"], rules: OFF };
