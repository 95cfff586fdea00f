"""The admin in the shop's colours: Unfold's scales, drawn from the tokens of `static/css/tokens.css`."""

from django.templatetags.static import static

COLORS = {
    "base": {
        "50": "#fdfaf4",
        "100": "#f6f0e7",
        "200": "#e2dbd1",
        "300": "#cfc4b8",
        "400": "#948274",
        "500": "#7c6b60",
        "600": "#67574f",
        "700": "#4a3b35",
        "800": "#3f2f35",
        "900": "#28191f",
        "950": "#1d1115",
    },
    "primary": {
        "50": "#fdefeb",
        "100": "#fbe0da",
        "200": "#f6c5bd",
        "300": "#eda096",
        "400": "#dc7269",
        "500": "#c94b4a",
        "600": "#7f1f26",
        "700": "#681119",
        "800": "#551018",
        "900": "#430d14",
        "950": "#2b070c",
    },
    "font": {
        "subtle-light": "#67574f",
        "subtle-dark": "#b8aea2",
        "default-light": "#4a3b35",
        "default-dark": "#d9d0c5",
        "important-light": "#281c18",
        "important-dark": "#f1ece4",
    },
}


def tokens(request):
    return static("css/tokens.css")


def frame(request):
    return static("css/admin-frame.css")


def pieces(request):
    return static("css/admin.css")


def mark(request):
    return static("img/mark.svg")
