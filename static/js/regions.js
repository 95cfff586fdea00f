// Fills the next list (kabupaten, then kecamatan) as soon as the one before it changes.
// Hooks: select[data-regions], in the order of the form; data-regions-url on a select whose choice has a next list;
// data-regions-reload on the button that does the same by a round trip: it comes back where the list cannot be had.
const forms = new Set([...document.querySelectorAll("select[data-regions-url]")].map((select) => select.form));

for (const form of forms) {
  const selects = [...form.querySelectorAll("select[data-regions]")];
  const reloads = [...form.querySelectorAll("[data-regions-reload]")].map(takeOut);
  const giveUp = () => reloads.forEach((putBack) => putBack());

  // An answer that comes late, after another choice, is not used.
  let latest = 0;

  selects.slice(0, -1).forEach((select, index) => {
    const next = selects[index + 1];
    select.addEventListener("change", async () => {
      const mine = ++latest;
      // What was chosen below belongs to another place now; the first entry, the prompt, stays.
      for (const later of selects.slice(index + 1)) later.length = 1;
      if (!select.value) return;
      next.setAttribute("aria-busy", "true");
      try {
        const places = await listed(select.dataset.regionsUrl + encodeURIComponent(select.value));
        if (mine === latest) next.append(...places.map(({ code, name }) => new Option(name, code)));
      } catch {
        giveUp();
      } finally {
        next.removeAttribute("aria-busy");
      }
    });
    // Chosen before this script had come.
    if (select.value && next.length === 1) select.dispatchEvent(new Event("change"));
  });
}

// Out of the form, not only out of sight: Enter would press a hidden button too.
function takeOut(element) {
  const mark = document.createComment("");
  element.replaceWith(mark);
  return () => mark.replaceWith(element);
}

async function listed(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.status);
  return response.json();
}
