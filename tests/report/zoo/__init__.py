"""Attacks on whoever reads a page: an entry is one attack, in the form in which a submission could hold it.

A string `HEARD` in an attack is replaced by an address that must never be fetched, `MARK` by a script that must never run.
To add an attack, add an entry.
"""
