"""From whatever was handed in to the course's notebooks.

`take_in` copies a submission into a folder where every notebook of its assignment lies: files -> archives -> parse -> match ->
the student's own files. `restore` then brings each notebook's cells back to what the assignment's source has.
"""
