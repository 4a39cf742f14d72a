OUTLETS = [("api/", "pendopo.gateways.api.urls"), ("en/api/", "pendopo.gateways.api.english")]
