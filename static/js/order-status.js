// A page that waits for a payment asks now and then whether it would read differently, and is then read again.
// Hook: [data-order-status="address"] with data-key; [data-order-status-says] in it holds the sentence that
// says so, [data-order-status-else] what is true without.
const SHORTEST = 10_000;
const LONGEST = 60_000;

for (const place of document.querySelectorAll("[data-order-status]")) {
  let pause = SHORTEST;
  let asked = Date.now();
  let timer;

  const ask = async () => {
    asked = Date.now();
    try {
      const response = await fetch(place.dataset.orderStatus, { headers: { Accept: "application/json" } });
      const { key } = await response.json();
      // Without the question mark: what the last button said is old by then.
      if (key && key !== place.dataset.key) location.replace(location.pathname);
    } catch {
      // Out of reach for a moment: the button asks, too.
    }
    pause = Math.min(pause * 1.2, LONGEST);
    wait();
  };

  const wait = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, Math.max(0, asked + pause - Date.now()));
  };

  // Back from the bank's app: the first answer should not take a minute.
  const wake = () => {
    pause = SHORTEST;
    wait();
  };

  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  for (const sentence of place.querySelectorAll("[data-order-status-says]")) sentence.hidden = false;
  for (const sentence of place.querySelectorAll("[data-order-status-else]")) sentence.hidden = true;
  wait();
}
