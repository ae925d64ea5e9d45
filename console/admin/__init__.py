"""The Administration Center: technician groups, technicians and rights of a host."""
