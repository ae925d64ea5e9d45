"""The host as a process: start and end, data folder, certificate, logs, monitoring.

May import console: host.core, host.door, host.guests, host.links, host.store, host.store.records, host.store.tables;
protocol: link, notation, system, vocabulary.
"""
