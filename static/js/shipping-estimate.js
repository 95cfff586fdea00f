// Answers "Ongkir ke …" in place and remembers the province for the next product. Hook: form[data-estimate].
const REMEMBERED = "ongkir-provinsi";

for (const form of document.querySelectorAll("form[data-estimate]")) {
  const select = form.querySelector("select");
  const result = form.querySelector("[data-estimate-result]");

  const answer = async () => {
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    result.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { headers: { "X-Fragment": "1" } });
      if (!response.ok) throw new Error(response.status);
      result.innerHTML = await response.text();
    } catch {
      location.assign(address);
    } finally {
      result.removeAttribute("aria-busy");
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  select.addEventListener("change", () => {
    remember(select.value);
    if (select.value) answer();
    else result.replaceChildren();
  });

  const province = remembered();
  if (province && !select.value && [...select.options].some((option) => option.value === province)) {
    select.value = province;
    answer();
  }
}

// Some browsers forbid storage: then nothing is remembered.
function remember(province) {
  try {
    localStorage.setItem(REMEMBERED, province);
  } catch {}
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
