"""From a learning platform's download to `submitted/STUDENT/ASSIGNMENT/`.

downloads (what is in the zip files and folders) -> hand_ins (whose each file is, by how the platform names it) -> students
(their ids in this course) -> which (the assignment) -> placing (each folder in place, whole, unless a newer one is there).
`collect` does it all. Nothing here is run, and no name in a download leads out of the folder that it is written to.
"""
