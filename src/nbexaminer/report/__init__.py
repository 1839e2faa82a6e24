"""What people read: the class table, feedback pages, and what a human should look at."""
