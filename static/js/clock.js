// Shows the time left ticking, and tells it to screen readers at a few moments only. When it is over the page is read
// again, once. Hook: [data-clock="seconds"] with [data-clock-text], [data-clock-hours], [data-clock-minutes],
// [data-clock-seconds] and [data-clock-says] in it.
const TOLD = [60, 30, 10, 5, 1];

for (const clock of document.querySelectorAll("[data-clock]")) {
  const part = (name) => clock.querySelector(`[data-clock-${name}]`);
  // Counted from when the page was shown: the visitor's own clock may be wrong, but it runs evenly.
  const end = Date.now() + Number(clock.dataset.clock) * 1000;
  let told;

  const show = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    part("hours").textContent = hours;
    part("minutes").textContent = String(minutes).padStart(2, "0");
    part("seconds").textContent = String(seconds).padStart(2, "0");
    const words = clock.dataset.clockWords.replace("{hours}", hours).replace("{minutes}", minutes);
    if (part("text").textContent !== words) part("text").textContent = words;
    tell(Math.ceil(left / 60));
    if (left === 0) {
      clearInterval(ticking);
      location.reload();
    }
  };

  const tell = (minutes) => {
    if (told !== undefined && minutes !== told && TOLD.includes(minutes)) {
      part("says").textContent = clock.dataset.clockNews.replace("{minutes}", minutes);
    }
    told = minutes;
  };

  part("text").classList.add("visually-hidden");
  const ticking = setInterval(show, 1000);
  show();
}
