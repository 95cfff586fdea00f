// Slides to a picture without a jump of the page, fetches it in full size once it is seen, and marks its small one.
// Hook: [data-gallery].
for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const links = [...gallery.querySelectorAll("a[href^='#']")];
  const views = links.map((link) => document.getElementById(link.hash.slice(1)));
  const frame = views[0].parentElement;
  const fullSize = views[0].querySelector("source")?.sizes;

  links.forEach((link, index) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      frame.scrollTo({ left: views[index].offsetLeft - views[0].offsetLeft, behavior: calm ? "instant" : "smooth" });
    }),
  );

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const link = links[views.indexOf(target)];
        if (!isIntersecting) {
          link.removeAttribute("aria-current");
          continue;
        }
        link.setAttribute("aria-current", "true");
        for (const source of target.querySelectorAll("source")) source.sizes = fullSize;
      }
    },
    { root: frame, threshold: 0.6 },
  );
  views.forEach((view) => watcher.observe(view));
}
