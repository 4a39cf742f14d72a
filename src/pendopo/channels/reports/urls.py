from django.urls import path

from pendopo.channels.reports.views import cases, entering, looking, own, public, staff

app_name = "reports"
urlpatterns = [
    path("", public.reports, name="list"),
    path("lapor/", entering.enter, name="enter"),
    path("cari/", looking.find, name="find"),
    path("hilang/", looking.lost, name="lost"),
    path("hilang/kode/", looking.digits, name="digits"),
    path("pergi/", looking.hide, name="hide"),
    path("meja/", staff.mine, name="desk"),
    path("meja/ketik/", entering.type_in, name="type_in"),
    path("meja/<str:code>/", staff.case, name="case"),
    path("meja/<str:code>/pelapor/", staff.who, name="who"),
    path("meja/<str:code>/ombudsman/", staff.ombudsman, name="case_letter"),
    path("meja/<str:code>/hitung/<int:key>/", staff.clock, name="case_clock"),
    path("meja/<str:code>/berkas/<int:key>/", staff.file, name="case_file"),
    path("meja/<str:code>/<str:word>/", cases.act, name="case_act"),
    path("<str:code>/", public.detail, name="detail"),
    path("<str:code>/saya/", own.show, name="own"),
    path("<str:code>/saya/hitung/<int:key>/", own.clock, name="own_clock"),
    path("<str:code>/saya/berkas/<int:key>/", own.file, name="own_file"),
    path("<str:code>/saya/hapus/", own.forget, name="forget"),
    path("<str:code>/saya/<str:word>/", own.act, name="own_act"),
]
