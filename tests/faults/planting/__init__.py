"""Faults in our own code, for judges that must find them; ``sitecustomize`` plants one."""
