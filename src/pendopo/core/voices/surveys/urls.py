from django.urls import path

from pendopo.core.voices.surveys.views import answering, leading, making, pages

app_name = "surveys"
urlpatterns = [
    path("", pages.surveys, name="list"),
    path("baru/", making.new, name="new"),
    path("baru/iklim/", making.climate_new, name="climate_new"),
    path("undangan/", leading.invitation, name="invitation"),
    path("undangan/<str:token>/", answering.invited, name="invited"),
    path("<str:code>/", pages.survey, name="detail"),
    path("<str:code>/isi/", answering.answer, name="answer"),
    path("<str:code>/pratinjau/", answering.preview, name="preview"),
    path("<str:code>/cetak/", pages.paper, name="print"),
    path("<str:code>/hasil.csv", pages.table, name="table"),
    path("<str:code>/jawaban.csv", pages.export, name="export"),
    path("<str:code>/ubah/", making.edit, name="edit"),
    path("<str:code>/pertanyaan/", making.questions, name="questions"),
    path("<str:code>/pertanyaan/<int:number>/", making.question, name="question"),
    path("<str:code>/pertanyaan/<int:number>/<str:way>/", making.arrange, name="arrange"),
    path("<str:code>/langkah/<str:move>/", leading.step, name="step"),
    path("<str:code>/undang/", leading.invite, name="invite"),
    path("<str:code>/kertas/", leading.papers, name="papers"),
    path("<str:code>/kertas/<int:number>/", leading.settle, name="settle"),
    path("<str:code>/fasilitator/", leading.facilitator, name="facilitator"),
    path("<str:code>/kunci/", leading.key, name="key"),
    path("<str:code>/tulisan/", leading.writings, name="writings"),
    path("<str:code>/inti/<str:side>/<str:question>/", leading.gist, name="gist"),
]
