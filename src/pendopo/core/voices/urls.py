from django.urls import path

from pendopo.core.voices import desk, views

app_name = "voices"
urlpatterns = [
    path("saya/", views.mine, name="mine"),
    path("aturan/", desk.conduct, name="conduct"),
    path("moderasi/", desk.log, name="log"),
    path("moderasi/umpan.xml", desk.feed, name="log_feed"),
    path("moderasi/<int:number>/", desk.case, name="case"),
    path("antrean/", desk.queue, name="queue"),
    path("antrean/batal/<str:batch>/", desk.undo, name="undo"),
    path("komentar/<int:number>/", views.one, name="comment"),
    path("komentar/<int:number>/ubah/", views.edit, name="edit"),
    path("komentar/<int:number>/tarik/", views.withdraw, name="withdraw"),
    path("komentar/<int:number>/dukung/", views.support_comment, name="support_comment"),
    path("komentar/<int:number>/laporkan/", views.flag, name="flag"),
    path("komentar/<int:number>/sembunyikan/", desk.hide, name="hide"),
    path("komentar/<int:number>/banding/", desk.appeal, name="appeal"),
    path("<str:code>/", views.everything, name="discussion"),
    path("<str:code>/umpan.xml", views.feed, name="feed"),
    path("<str:code>/tulis/", views.write, name="write"),
    path("<str:code>/ikuti/", views.follow, name="follow"),
    path("<str:code>/dukung/", views.support, name="support"),
]
