OUTLETS = [("open311/v2/", "pendopo.gateways.open311.urls"), ("gerbang/open311/", "pendopo.gateways.open311.desk_urls"),
           ("en/gerbang/open311/", "pendopo.gateways.open311.desk_english")]
