// Shows a chosen photograph in its place before it is sent: <li data-photo> with a file input and a [data-photo-frame].
for (const place of document.querySelectorAll("[data-photo]")) {
  const input = place.querySelector("input[type=file]");
  // Tells Unfold's script to let it be: it would write the file's name into the next text field, the words about the photo.
  if (input) input.hasChangeListener = true;
  input?.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return;
    const photo = new Image(112, 140);
    photo.alt = "";
    photo.src = URL.createObjectURL(file);
    photo.addEventListener("load", () => URL.revokeObjectURL(photo.src));
    place.querySelector("[data-photo-frame]").replaceChildren(photo);
  });
}
