// Where the host's pages are: the folder two above the one that its scripts are in, perhaps of a site that a web proxy shows.

export const BASE = new URL("../../", import.meta.url);

// Returns the address of what the host has at `path`.
export const at = (path) => new URL(path, BASE).href;
