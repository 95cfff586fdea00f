// Keeps the sums true while ways of sending are chosen; the next page works them out anew.
// Hooks: form[data-goods] with radios that carry data-charge; [data-charge-of=name of the radios], [data-total],
// [data-total-label], which says data-final once every parcel has its way.
const rupiah = new Intl.NumberFormat("id-ID");
const written = (amount) => `Rp${rupiah.format(amount)}`;

for (const form of document.querySelectorAll("form[data-goods]")) {
  const add = () => {
    const chosen = [...form.querySelectorAll("input[data-charge]:checked")];
    const places = [...document.querySelectorAll("[data-charge-of]")];
    const charges = new Map(chosen.map((radio) => [radio.name, Number(radio.dataset.charge)]));
    for (const place of places) {
      const charge = charges.get(place.dataset.chargeOf);
      if (charge !== undefined) place.textContent = written(charge);
    }
    const total = chosen.reduce((sum, radio) => sum + Number(radio.dataset.charge), Number(form.dataset.goods));
    for (const place of document.querySelectorAll("[data-total]")) place.textContent = written(total);
    if (charges.size === places.length) {
      for (const label of document.querySelectorAll("[data-total-label]")) label.textContent = form.dataset.final;
    }
  };
  form.addEventListener("change", add);
  // After Back the browser puts earlier choices in again.
  addEventListener("pageshow", add);
}
