from django.urls import path

from pendopo.channels.initiatives.views import acting, public, rooms

app_name = "initiatives"
urlpatterns = [
    path("", public.initiatives, name="list"),
    path("buka/", acting.begin, name="begin"),
    path("perangkat/", public.kits, name="kits"),
    path("perangkat/<int:number>/", public.kit, name="kit"),
    path("<str:code>/", public.initiative, name="detail"),
    path("<str:code>/permintaan/<int:key>/", public.data_request, name="data_request"),
    path("<str:code>/dossier/", public.dossier, name="dossier"),
    path("<str:code>/ruang/", rooms.home, name="room"),
    path("<str:code>/ruang/<int:number>/", rooms.step, name="step"),
    path("<str:code>/ruang/catatan/", rooms.notes, name="notes"),
    path("<str:code>/ruang/berkas/<int:key>/", rooms.file, name="file"),
    path("<str:code>/tulis/<slug:table>/", acting.draft, name="draft"),
    path("<str:code>/tulis/<slug:table>/<int:key>/", acting.draft, name="redraft"),
    path("<str:code>/sisihkan/<slug:table>/<int:key>/", acting.aside, name="aside"),
    path("<str:code>/atur/<slug:what>/", acting.settle, name="settle"),
    path("<str:code>/lakukan/<slug:deed>/", acting.act, name="act"),
    path("<str:code>/lakukan/<slug:deed>/<int:key>/", acting.act, name="act_on"),
]
