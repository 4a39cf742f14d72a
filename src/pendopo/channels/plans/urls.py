from django.urls import path

from pendopo.channels.plans.views import acting, lists, pages, snapshots

app_name = "plans"
urlpatterns = [
    path("", lists.commitments, name="list"),
    path("ekspor.csv", lists.table, name="table"),
    path("ekspor.json", lists.data, name="data"),
    path("atom.xml", lists.feed, name="feed"),
    path("rencana/", lists.plans, name="plans"),
    path("rencana/<str:code>/", pages.plan, name="plan"),
    path("rencana/<str:code>/potret/", snapshots.snapshots, name="snapshots"),
    path("rencana/<str:code>/potret/ambil/", snapshots.take, name="take_snapshot"),
    path("rencana/<str:code>/potret/<slug:slug>/", snapshots.one, name="snapshot"),
    path("rencana/<str:code>/potret/<slug:slug>/data.json", snapshots.data, name="snapshot_data"),
    path("rencana/<str:code>/potret/<slug:slug>/sejak/<slug:older>/", snapshots.since, name="since"),
    path("<str:code>/", pages.commitment, name="detail"),
    path("<str:code>/ubah/", acting.edit, name="edit"),
    path("<str:code>/nilai/", acting.assess, name="assess"),
    path("<str:code>/langkah/<str:move>/", acting.step, name="step"),
    path("<str:code>/tonggak/<int:position>/lapor/", acting.report, name="report"),
    path("<str:code>/tonggak/<int:position>/bukti/", acting.evidence, name="evidence"),
]
