// Copies a number for another app: <button data-copy="8077…" data-copied="Tersalin" hidden> with [data-copy-says] in it.
const REMEMBER = 4000;

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const says = button.querySelector("[data-copy-says]");
    const before = says.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
      } catch {
        return; // Forbidden by the browser: the number stands beside the button.
      }
      says.textContent = button.dataset.copied;
      setTimeout(() => (says.textContent = before), REMEMBER);
    });
  }
}
