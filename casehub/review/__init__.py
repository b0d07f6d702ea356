"""Peer review: what was reviewed (digest), by which measure (rubric), and whether it suffices (policy)."""
