"""UNTRUSTED. What runs in the student's process: nothing here is secret, and nothing that it sends is believed."""
