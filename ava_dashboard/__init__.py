"""The AVA OLO monitoring console.

The way of a request: `GET /business-dashboard` → auth/gate.py (closed by default) → business/views.py
(parse, ask, render) → business/queries/ (typed reads, frozen dataclasses) → templates/business/overview.html
→ macros in templates/components/. A write goes views → forms → actions: one function, one transaction.

Where is…?

  what may be set, and its defaults               config.py
  which code runs (version, build id, commit)     version.py
  the debug box                                   templates/components/debug_box.html
  how many farmers and hectares                   farms/figures.py
  what happened in a period                       farms/period_activity.py
  which crop belongs to which category            farms/crops.py
  what a number counts                            farms/definitions.py
  what is wrong in the data                       farms/findings.py
  names and texts masked                          farms/masking.py
  live, stale, unknown                            core/measured.py
  what happens while the database is away         core/availability.py
  one computation for all viewers                 history/snapshots.py
  who may open a page                             web/access.py
  signing in and out                              auth/views.py
  sessions and tokens verified                    auth/gate.py
  accounts, sessions and tokens changed           auth/actions.py
  what `make run` starts                          launch.py
  a draft approved or rejected                    agronomic/actions.py
  what is up                                      health/queries/measure.py
  the check from outside                          deployments/mango_check.py
  periodic jobs                                   worker.py
  the demo farms                                  demo/farms.py
  the embedded PostgreSQL                         core/embedded_postgres.py
"""
