from pendopo.gateways.open311.following import follow, recount
from pendopo.gateways.open311.pushing import drain
from pendopo.kit.work.timers import Timer

TIMERS = [Timer(name="open311.follow", do=follow, every=2), Timer(name="open311.push", do=drain, every=30),
          Timer(name="open311.recount", do=recount, at="02:40")]
