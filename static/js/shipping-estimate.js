// Answers "Ongkir ke …" in place and remembers the province for the next product. Hook: form[data-estimate].
const REMEMBERED = "ongkir-provinsi";

for (const form of document.querySelectorAll("form[data-estimate]")) {
  const select = form.querySelector("select");
  const result = form.querySelector("[data-estimate-result]");

  // An answer that comes late, after another choice or on the way to another page, is not used.
  let latest = 0;
  addEventListener("pagehide", () => latest++);

  const answer = async () => {
    const mine = ++latest;
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    result.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { headers: { "X-Fragment": "1" } });
      if (!response.ok) throw new Error(response.status);
      const ways = await response.text();
      if (mine === latest) result.innerHTML = ways;
    } catch {
      if (mine === latest) location.assign(address);
    } finally {
      if (mine === latest) result.removeAttribute("aria-busy");
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  select.addEventListener("change", () => {
    remember(select.value);
    if (select.value) return answer();
    latest++;
    result.replaceChildren();
    result.removeAttribute("aria-busy");
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
