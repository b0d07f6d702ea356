"""What is known of forges: their payloads become plain values here, and no other package reads them."""
