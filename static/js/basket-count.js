// Shows the number of pieces in the basket, kept in a cookie so that pages can be shared by caches.
const count = document.cookie.match(/(?:^|; )keranjang_jumlah=(\d{1,5})/)?.[1];
for (const place of document.querySelectorAll("[data-basket-count]")) {
  place.textContent = count ?? "";
  place.hidden = !count || count === "0";
}
