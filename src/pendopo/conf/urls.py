"""Every address of a city. Built from the registry: names no channel."""
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from pendopo.core.records import kinds
from pendopo.kit.discover import shelf

handler400 = "pendopo.web.views.bad_request"
handler403 = "pendopo.web.views.refused"
handler404 = "pendopo.web.views.not_found"
handler500 = "pendopo.web.views.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    *[path(prefix, include(module)) for room in shelf("outlets", "OUTLETS") for prefix, module in room],
    *i18n_patterns(
        *[path(f"{kind.path}/", include((kind.urls, kind.name))) for kind in kinds.all()],
        path("akun/", include("pendopo.core.people.urls")),
        path("akun/", include("pendopo.core.people.doors")),
        path("suara/", include("pendopo.core.voices.urls")),
        path("kabar-saya/", include("pendopo.core.notices.urls")),
        path("wilayah/", include("pendopo.kit.regions.urls")),
        path("galeri/", include("pendopo.kit.ui.urls")),
        path("catatan/", include("pendopo.core.records.urls")),
        path("buku-besar/", include("pendopo.core.ledger.urls")),
        path("", include("pendopo.web.urls")),
        prefix_default_language=False,
    ),
]
