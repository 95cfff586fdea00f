"""What a browser would send back of an admin form that nobody has touched, with some of it typed anew."""


def as_sent(page, **typed):
    """The fields of a change or add page, with those of its inlines; `typed` replaces by field name."""
    form = page.context["adminform"].form
    sent = dict(_fields(form))
    for inline in page.context["inline_admin_formsets"]:
        sent |= dict(_fields(inline.formset.management_form))
        for row in inline.formset.forms:
            sent |= dict(_fields(row))
    return sent | {"_save": "1"} | typed


def _fields(form):
    for field in form:
        value = field.value()
        if value is False or field.field.widget.needs_multipart_form:
            continue
        yield field.html_name, _as_text(value)
        if field.field.show_hidden_initial:
            shown_before = form.data.get(field.html_initial_name) if form.is_bound else None
            yield field.html_initial_name, _as_text(value) if shown_before is None else shown_before


def _as_text(value):
    if value is True:
        return "on"
    return "" if value is None else str(getattr(value, "pk", value))
