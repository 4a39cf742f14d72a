OUTLETS = [("umpan/", "pendopo.gateways.feeds.urls"), ("en/umpan/", "pendopo.gateways.feeds.english")]
