from django.urls import path

from pendopo.channels.reports.views import clusters, findings

app_name = "clusters"
urlpatterns = [
    path("", clusters.every, name="list"),
    path("usul/", findings.every, name="findings"),
    path("usul/<int:key>/", findings.decide, name="finding"),
    path("usul/<int:key>/bukan/", findings.dismiss, name="dismiss"),
    path("usul/kelompok/<int:key>/", findings.of_group, name="of_group"),
    path("<str:code>/", clusters.detail, name="detail"),
    path("<str:code>/jawab/", clusters.answer, name="answer"),
    path("<str:code>/<str:word>/", clusters.turn, name="turn"),
]
