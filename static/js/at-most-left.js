// No more pieces than are left of what is chosen. Hooks: input[data-at-most-left], radios of its form with data-left.
for (const quantity of document.querySelectorAll("input[data-at-most-left]")) {
  const limit = () => {
    const chosen = [...quantity.form.elements].find((field) => field.checked && field.dataset.left);
    if (chosen) quantity.max = chosen.dataset.left;
  };
  quantity.form.addEventListener("change", limit);
  // Radios outside of the form's own element belong to it by `form=`; their changes do not pass through it.
  for (const field of quantity.form.elements) if (field.dataset.left) field.addEventListener("change", limit);
  limit();
}
