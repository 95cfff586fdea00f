// Copies a number for another app: <button data-copy="8077…" hidden> with [data-copy-says="Tersalin"] in it, and an
// element behind it that tells the same to screen readers.
const SHOWN = 4000;

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const says = button.querySelector("[data-copy-says]");
    const news = button.nextElementSibling;
    const before = says.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        return; // Forbidden by the browser: the number stands beside the button.
      }
      says.textContent = news.textContent = says.dataset.copySays;
      setTimeout(() => {
        says.textContent = before;
        news.textContent = "";
      }, SHOWN);
    });
  }
}
