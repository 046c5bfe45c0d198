/* What was typed or chosen before the script of a form had started: fields that differ from what the page came
   with. Their forms say autocomplete="off", so a browser that reloads puts no older values in.
   Without scripts: the form's buttons send it. */

/* What the form begins with: "early" where something was typed already, "back" where `bringBack` put in what
   the device had kept, which never replaces what was typed. */
export function beginWith(form, bringBack) {
  const typed = [...form.elements].filter(differs).map((field) => {
    const what = isChosen(field) ? "checked" : "value";
    return [field, what, field[what]];
  });
  const isBack = bringBack();
  for (const [field, what, value] of typed) field[what] = value;
  if (typed.length > 0) return "early";
  return isBack ? "back" : "";
}

function isChosen(field) {
  return field.type === "radio" || field.type === "checkbox";
}

function differs(field) {
  if (!field.name || field.disabled || ["hidden", "submit", "button", "file"].includes(field.type)) return false;
  if (isChosen(field)) return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.value !== field.defaultValue;
}
