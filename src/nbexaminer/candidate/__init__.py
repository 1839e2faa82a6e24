"""UNTRUSTED. What runs in the student's process: nothing here is secret, and nothing that it sends is believed.

Everything in that process is the student's to read and to change. Whatever it sends is an answer, and an answer is judged by
the examiner, in another process. This package imports nothing of the house but `nbexaminer.protocol`.
"""
