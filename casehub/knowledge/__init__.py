"""What the hub knows that its authors did not write: computed from records, with its reasons."""
