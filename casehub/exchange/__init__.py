"""What leaves the hub and what comes in: one file per format or source."""
