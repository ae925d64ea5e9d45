"""What both ends of the picture agree on: geometry, stream, the formats of its areas, marks.

May import protocol: vocabulary.
"""
