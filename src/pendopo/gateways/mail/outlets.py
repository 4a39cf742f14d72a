OUTLETS = [("surat-keluar/", "pendopo.gateways.mail.urls")]
