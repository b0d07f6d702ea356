"""From records to pages. Views are plain data, templates make them HTML, and a build swaps in a whole new tree."""
