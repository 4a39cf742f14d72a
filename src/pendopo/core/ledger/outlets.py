OUTLETS = [("ledger/", "pendopo.core.ledger.files")]
