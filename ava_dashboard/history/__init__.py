"""What every area writes down and reads back: snapshots and the runs of jobs. Knows no HTTP."""
