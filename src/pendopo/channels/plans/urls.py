from django.urls import path

from pendopo.channels.plans.views import acting, lists, pages

app_name = "plans"
urlpatterns = [
    path("", lists.commitments, name="list"),
    path("ekspor.csv", lists.table, name="table"),
    path("ekspor.json", lists.data, name="data"),
    path("atom.xml", lists.feed, name="feed"),
    path("rencana/", lists.plans, name="plans"),
    path("rencana/<str:code>/", pages.plan, name="plan"),
    path("<str:code>/", pages.commitment, name="detail"),
    path("<str:code>/ubah/", acting.edit, name="edit"),
    path("<str:code>/nilai/", acting.assess, name="assess"),
    path("<str:code>/langkah/<str:move>/", acting.step, name="step"),
    path("<str:code>/tonggak/<int:position>/lapor/", acting.report, name="report"),
    path("<str:code>/tonggak/<int:position>/bukti/", acting.evidence, name="evidence"),
]
