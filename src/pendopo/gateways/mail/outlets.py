OUTLETS = [("surat-keluar/", "pendopo.gateways.mail.urls"), ("gerbang/surat/", "pendopo.gateways.mail.held_urls"),
           ("en/gerbang/surat/", "pendopo.gateways.mail.held_english")]
