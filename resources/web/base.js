// Where the host's pages are: the folder two above the one that its scripts are in, perhaps of a site that a web proxy shows.
// The page says which that is: its first script stands in the page itself, and has no address of its own.

const { content } = document.querySelector("meta[name=scripts]");

export const FILES = new URL(content, location.origin);
export const BASE = new URL("../../", FILES);

// Returns the address of what the host has at `path`.
export const at = (path) => new URL(path, BASE).href;
