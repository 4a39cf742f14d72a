OUTLETS = [("open311/v2/", "pendopo.gateways.open311.urls")]
