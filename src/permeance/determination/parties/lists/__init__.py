"""Lists of parties: what a list is, those that come with the law, and the files that can be read as one."""
