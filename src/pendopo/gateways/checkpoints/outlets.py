OUTLETS = [("titik-periksa/", "pendopo.gateways.checkpoints.urls"),
           ("en/titik-periksa/", "pendopo.gateways.checkpoints.english")]
