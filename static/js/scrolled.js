// Marks the page once somebody scrolls: pictures far below wait for that. Hook: html[data-scrolled].
const mark = () => (document.documentElement.dataset.scrolled = "");
addEventListener("scroll", mark, { once: true, passive: true });
