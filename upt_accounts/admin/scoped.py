"""What every page of the admin stands on: rows, choices and rights follow from `upt_accounts.access` alone.

Django's own permission rows are not asked. A row of somebody else's UPT does not exist here: it answers 404, is not
listed, counted, filtered by or offered, and is refused beside the field when its id is posted.
"""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import Http404
from django.utils.html import format_html
from unfold import admin as unfold

from upt_accounts import access
from upt_accounts.admin.filters import SelectFilter


class RightsMixin:
    """Rights of a ModelAdmin or an inline; `row` is the row that decides, of an inline that of its page."""

    def may(self, request, action, row=None):
        known = row is not None and access.label_of(type(row)) in access.PLACES
        if known and type(row) is not self.model:
            return access.of_request(request).reach(action, self.model).holds_at(access.upt_of(row))
        return access.of_request(request).may(action, self.model, row if known else None)

    def has_view_permission(self, request, obj=None):
        return self.may(request, access.VIEW, obj)

    def has_add_permission(self, request, obj=None):
        return self.may(request, access.ADD, obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, access.CHANGE, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, access.DELETE, obj)

    def has_module_permission(self, request):
        return self.may(request, access.VIEW)

    def get_queryset(self, request):
        return access.of_request(request).rows(access.VIEW, super().get_queryset(request))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", self.choices(db_field, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", self.choices(db_field, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def choices(self, db_field, request):
        """What this person may point `db_field` at: rows they may see, of UPTs where they may write this model."""
        mine = access.of_request(request)
        rows = mine.rows(access.VIEW, db_field.remote_field.model._default_manager.all())
        place = access.PLACES.get(access.label_of(rows.model))
        if place is None or access.label_of(self.model) not in access.PLACES:
            return rows
        writes = mine.reach(access.CHANGE, self.model) or mine.reach(access.ADD, self.model)
        return rows.filter(writes.rows(place)) if writes else rows.none()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without Django's small add and change links, which open pages in pop-up windows."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        for link in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if hasattr(widget, link):
                setattr(widget, link, False)
        return field


class ScopedAdmin(RightsMixin, unfold.ModelAdmin):
    # Django's link to the public page goes by content type and id, past every scope.
    view_on_site = False
    list_per_page = 50
    list_filter_sheet = False
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ()

    def has_add_permission(self, request):
        return super().has_add_permission(request)

    @admin.display(description="")
    def action_checkbox(self, obj):
        """A target large enough for a thumb."""
        return format_html('<label class="desk-pick">{}</label>', super().action_checkbox(obj))

    def changelist_view(self, request, extra_context=None):
        """A NUL, which no text here holds, would make PostgreSQL's driver raise."""
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise Http404
        return super().changelist_view(request, extra_context)

    def get_list_display(self, request):
        """Who works in one UPT need not read its name on every row."""
        columns = super().get_list_display(request)
        alone = access.of_request(request).is_of_one_upt
        return [name for name in columns if name not in ("upt", "partner")] if alone else columns

    def get_actions(self, request):
        """Only actions that this page names: never Django's deletion in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_object(self, request, object_id, from_field=None):
        """A row that is not there for this person is not found, whatever they meant to do with it."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def response_action(self, request, queryset):
        """Refuse the whole action when one of the chosen rows is not there for this person."""
        chosen = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
        try:
            found = {str(pk) for pk in queryset.filter(pk__in=chosen).values_list("pk", flat=True)}
        except ValueError as error:
            raise Http404 from error
        if found != chosen:
            raise Http404
        return super().response_action(request, queryset)

    def row_or_404(self, request, object_id, action=access.VIEW):
        """A row for a page of our own; one that may be seen but not so treated counts as not there, too."""
        row = self.get_object(request, object_id)
        if not self.may(request, action, row):
            raise Http404
        return row


class ReadOnlyAdmin(ScopedAdmin):
    """Pages that show and never write, whatever the table says."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ScopedTable(RightsMixin, unfold.TabularInline):
    extra = 0
    show_change_link = False


class ScopedStack(RightsMixin, unfold.StackedInline):
    extra = 0
    show_change_link = False


class ReadOnlyTable(ScopedTable):
    """Rows of a page that only show."""

    can_delete = False
    hide_title = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class UptFilter(SelectFilter):
    """Lists only UPTs whose rows this person may see; hidden where that is a single one."""

    title = "UPT"
    parameter_name = "upt"

    def lookups(self, request, model_admin):
        mine = access.of_request(request)
        upts = mine.rows(
            access.VIEW,
            model_admin.model._default_manager.model._meta.apps.get_model("partner", "Partner").objects,
        )
        reach = mine.reach(access.VIEW, model_admin.model)
        return list(upts.filter(reach.rows("pk")).values_list("pk", "name")) if reach else []

    def has_output(self):
        return len(self.lookup_choices) > 1

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        try:
            return queryset.filter(**{access.PLACES[access.label_of(queryset.model)]: int(self.value())})
        except (ValueError, OverflowError):
            return queryset.none()
