"""The worker: everything that is not a request, under leases, safe to run several times over."""
