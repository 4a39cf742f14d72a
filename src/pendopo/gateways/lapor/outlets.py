OUTLETS = [("gerbang/lapor/", "pendopo.gateways.lapor.urls"), ("en/gerbang/lapor/", "pendopo.gateways.lapor.english")]
