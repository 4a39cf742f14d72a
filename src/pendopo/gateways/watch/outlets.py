OUTLETS = [("gerbang/", "pendopo.gateways.watch.urls"), ("en/gerbang/", "pendopo.gateways.watch.english")]
