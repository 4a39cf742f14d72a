OUTLETS = [("berkas/", "pendopo.kit.files.urls")]
