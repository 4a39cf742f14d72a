from pendopo.kit.work import logbook
from pendopo.kit.work.keeping import Ageing

AGEING = [Ageing("logbook", logbook.oldest)]
