"""What every picture of the shop has: its words, its size, and the renditions made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from upt_accounts.pictures.intake import CleanPicture, take_in
from upt_accounts.pictures.tasks import render_on_commit

# What changes with the picture itself.
FOLLOWING_FIELDS = ("original", "width", "height", "renditions")


class RenderedPicture(models.Model):
    """An uploaded picture, cleaned of metadata, and the smaller copies the worker makes of it.

    `renditions` maps format and width to a stored file: {"avif": {"360": "path"}, "webp": {"360": "path"}}.
    """

    original = models.ImageField(_("Gambar"), upload_to="pictures/%Y/%m/", max_length=255)
    alt_id = models.CharField(
        _("Keterangan gambar"),
        max_length=200,
        help_text=_("Apa yang terlihat, untuk yang tidak dapat melihatnya."),
    )
    alt_en = models.CharField(_("Keterangan gambar (Inggris)"), max_length=200, blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    renditions = models.JSONField(editable=False, default=dict)

    class Meta:
        abstract = True

    def __str__(self):
        return self.alt_id

    def save(self, *args, **kwargs):
        """Let no picture in that was not cleaned, and have the renditions of a new one made."""
        is_new = bool(self.original) and not self.original._committed
        if is_new:
            self._take_in()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *FOLLOWING_FIELDS}
        super().save(*args, **kwargs)
        if is_new:
            render_on_commit(self)

    def _take_in(self):
        file = self.original.file
        if not isinstance(file, CleanPicture):
            file = take_in(file)
        self.original = file
        self.width, self.height = file.width, file.height
        self.renditions = {}
