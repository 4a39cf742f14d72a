OUTLETS = [("gerbang/sms/", "pendopo.gateways.sms.urls")]
