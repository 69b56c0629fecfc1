package torg.launcher.bench;

/** One target under load for a while: requests a second, milliseconds until half and until 99 of 100 were answered, CPU milliseconds of the server per request. */
record Sample(double perSecond, double p50, double p99, double cpuMillis, long errors) {}
